from directory.nights import Reference
from directory.providers import load_providers
from directory.register import ReportList
from scheduler.claimed import claimed_entries, claims_by_key, reference_of, with_reports
from tests.scheduler.conftest import NOW


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
    assert reference.holders["CN:95588"].startswith("ICBC")


def test_a_block_is_false_by_numbers_that_are_nobodys_line():
    false = {"+12025550101": ["us/venmo"], "+12025550102": ["us/venmo"], "+12025560101": ["us/venmo"]}
    false |= {"+12025560102": ["us/venmo"]}
    reference = reference_of({}, {"+12025560102": ["us/paypal"]}, false)
    assert reference.false_blocks == {"+1202555": 2}


def test_report_lists_are_told_of_the_keys_asked_and_by_what_they_name(store):
    for source, about in (("ftc", "callers"), ("own", "called")):
        head = ReportList(
            source=source, dated_on=NOW.date(), about=about, format="plain", region="US", digest="", imported_at=NOW
        )
        number = store.begin_list(head)
        store.add_reports(number, {"+12025550101": 2, "+12025550102": 1})
        store.finish_list(number, rows=3, empty=0, unread=0)
    reference = with_reports(Reference(), store, ["+12025550101;ext=6"])
    assert reference.reported == {"+12025550101": ("own 2026-11-22 (×2)",)}
    assert reference.callers == {"+12025550101": ("ftc 2026-11-22 (×2)",)}


def test_reported_numbers_make_a_block_false_together_with_rejected_ones_but_for_listed_lines(store):
    head = ReportList(
        source="own", dated_on=NOW.date(), about="called", format="plain", region="US", digest="", imported_at=NOW
    )
    number = store.begin_list(head)
    store.add_reports(number, {"+12025550101": 2, "+12025550102": 1, "+12025550103": 1})
    store.finish_list(number, rows=3, empty=0, unread=0)
    before = Reference(known_false={"+12025550199": ("us/venmo",)}, listed={"+12025550103": ("us/paypal",)})
    assert with_reports(before, store, ["+12025550155"]).false_blocks == {"+1202555": 3}
    assert with_reports(before, store, ["+12125550155"]).false_blocks == {}
