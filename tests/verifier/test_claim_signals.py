import pytest

from directory.nights import Reference
from tests.verifier.cases import LISTED, NEW, PREMIUM, a_provider, an_entry
from verifier.claim_signals import Told, suspected

ABROAD = "+18885550142"


def fired(key, told=None, provider=None, own=(LISTED,)):
    entries = [an_entry(one) for one in own]
    found = suspected(key, provider or a_provider(), entries, Reference(), told or Told())
    return [(signal.id, one.kind) for signal, one in found]


@pytest.mark.parametrize(
    ("key", "told", "signals"),
    [
        (PREMIUM, Told(), [("costly_number", "premium")]),
        (PREMIUM, Told(url="https://a.example/?q=1", page_kind="ugc"), [("costly_number", "premium")]),
        (ABROAD, Told(), [("placeholder", "fiction"), ("unserved_country", "")]),
        (NEW, Told(raw="0808*157*0967", is_folded=True), [("folded_digits", "")]),
        ("CN:95188", Told(raw="+86 95188"), [("impossible_number", "code_abroad"), ("unserved_country", "")]),
    ],
)
def test_the_number_plan_speaks_of_a_claim_as_of_a_page(key, told, signals):
    assert fired(key, told) == signals


@pytest.mark.parametrize(
    ("key", "told"),
    [(NEW, Told()), ("+442079460188", Told()), (NEW, Told(raw="0808 157 0967", url="https://a.example/"))],
)
def test_a_likely_number_is_not_suspected(key, told):
    assert fired(key, told) == []


def test_a_line_does_not_vouch_for_itself_and_another_does():
    assert fired(PREMIUM, own=[PREMIUM]) == [("costly_number", "premium")]
    assert fired(PREMIUM, own=["+449098790199"]) == []


def test_who_works_all_over_the_world_serves_the_country_of_the_claim():
    ours = a_provider(id="world/paylark")
    assert ("unserved_country", "") not in fired(ABROAD, Told(country="US"), ours)
    assert ("unserved_country", "") in fired(ABROAD, Told(country="FR"), ours)
    assert ("unserved_country", "") in fired(ABROAD, Told(country="US"))
