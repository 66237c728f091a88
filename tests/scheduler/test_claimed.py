from directory.providers import load_providers
from scheduler.claimed import claimed_entries, claims_by_key, reference_of


def test_every_shipped_claim_becomes_one_candidate_a_key():
    for provider in load_providers(None).values():
        entries = claimed_entries(provider)
        assert [entry.key for entry in entries] == sorted(claims_by_key(provider))
        assert {entry.status for entry in entries} <= {"candidate"}
        assert all(entry.origin for entry in entries)


def test_the_reference_holds_groups_and_public_lines():
    providers = load_providers(None)
    reference = reference_of(providers, {"CN:95188": ["cn/alipay"]}, {})
    assert reference.groups["cn/alipay"] == "ant"
    assert reference.listed == {"CN:95188": ("cn/alipay",)}
    assert "CN:110" in reference.public_lines
