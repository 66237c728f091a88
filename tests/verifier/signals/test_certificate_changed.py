from datetime import timedelta

from directory.records import Certificate
from tests.verifier.cases import AT, CONTACT, HELP, LISTED, NEW, a_case, a_fetch, a_reading, keys_of
from verifier.signals.certificate_changed import check


def proof(issuer="Trusty CA", host="www.northmoor.example", days=60, digest="a" * 64):
    return Certificate(host=host, issuer=issuer, not_before=AT - timedelta(days=days), digest=digest)


def night(now, before, *keys, page=CONTACT):
    return a_case(
        now={CONTACT: a_reading(*(keys or (LISTED, NEW)))},
        fetches={page: a_fetch(page, certificate=now), CONTACT: a_fetch(CONTACT, certificate=now)},
        previous={page: a_fetch(page, certificate=before)},
    )


def test_a_new_number_behind_another_issuer_is_suspected():
    (found,) = check(night(proof("Other CA"), proof()))
    assert (found.key, found.kind, found.values["issuer"]) == (NEW, "issuer", "Other CA")


def test_a_new_number_behind_another_host_is_suspected():
    (found,) = check(night(proof(host="new.northmoor.example"), proof()))
    assert found.kind == "host"


def test_a_host_with_a_certificate_of_days_is_told_so():
    (found,) = check(night(proof(host="new.northmoor.example", days=3), proof()))
    assert found.kind == "young_host"


def test_a_renewal_by_the_same_issuer_is_no_change():
    assert keys_of(check, night(proof(days=1, digest="b" * 64), proof())) == []
    assert keys_of(check, night(proof("TRUSTY  ca"), proof())) == []


def test_a_changed_certificate_asks_nothing_of_listed_numbers():
    assert keys_of(check, night(proof("Other CA"), proof(), LISTED)) == []


def test_nothing_is_said_where_one_of_the_two_is_not_known():
    assert keys_of(check, night(proof("Other CA"), None)) == []
    assert keys_of(check, night(None, proof())) == []
    assert keys_of(check, a_case(now={CONTACT: a_reading(NEW)})) == []


def test_a_young_certificate_on_the_same_host_is_no_change():
    assert keys_of(check, night(proof(days=1), proof(days=80))) == []


def test_another_pages_certificate_says_nothing():
    case = a_case(
        now={CONTACT: a_reading(NEW), HELP: a_reading(LISTED)},
        fetches={
            CONTACT: a_fetch(CONTACT, certificate=proof()),
            HELP: a_fetch(HELP, certificate=proof("Other CA")),
        },
        previous={CONTACT: a_fetch(CONTACT, certificate=proof()), HELP: a_fetch(HELP, certificate=proof())},
    )
    assert keys_of(check, case) == []
