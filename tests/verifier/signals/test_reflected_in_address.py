import pytest

from directory.nights import Reference
from directory.records import Hop
from tests.verifier.cases import CONTACT, LISTED, NEW, a_case, a_fetch, a_reading, a_sighting, an_entry, keys_of
from verifier.signals.reflected_in_address import check

SEARCH = "https://www.northmoor.example/search"


def at(address, *sightings, hops=(), **more):
    fetch = a_fetch(address, hops=(Hop(url=address, status=200), *hops))
    return a_case(now={address: a_reading(*sightings)}, fetches={address: fetch}, **more)


@pytest.mark.parametrize(
    "rest",
    [
        "?q=call+0808-157-0967",
        "?q=call%200808%20157%200967",
        "?q=call%25200808%2520157%25200967",
        "?q=%28%2B44%29+808+157+0967+call",
        "?q=%EF%BC%90%EF%BC%98%EF%BC%90%EF%BC%98%EF%BC%91%EF%BC%95%EF%BC%97%EF%BC%90%EF%BC%99%EF%BC%96%EF%BC%97",
        "/call-0808-157-0967-now",
        "/08081570967",
        "#08081570967",
        "?a=1&msg=Helpline:+448081570967",
    ],
)
def test_a_number_that_stands_in_the_address_is_suspected(rest):
    assert keys_of(check, at(SEARCH + rest, LISTED, NEW)) == [NEW]


@pytest.mark.parametrize("layer", ["attribute", "hidden", "user_content", "script"])
def test_it_is_suspected_in_a_search_box_and_wherever_else_it_stands(layer):
    box = a_sighting(NEW, layer=layer, raw="0808 157 0967", around="Search 0808 157 0967")
    assert keys_of(check, at(f"{SEARCH}?q=08081570967", LISTED, box)) == [NEW]


def test_every_redirect_and_the_last_address_count():
    last = Hop(url=f"{SEARCH}?q=08081570967", status=200)
    assert keys_of(check, at(CONTACT, NEW, hops=(last,))) == [NEW]


def test_a_code_counts_where_the_address_calls_it_a_phone():
    code = a_sighting("CN:95199", raw="95199")
    assert keys_of(check, at(f"{SEARCH}?q=客服电话95199", code)) == ["CN:95199"]
    assert keys_of(check, at(f"{SEARCH}?q=%E5%AE%A2%E6%9C%8D%E7%94%B5%E8%AF%9D+95199", code)) == ["CN:95199"]


@pytest.mark.parametrize("rest", ["?id=95199", "/95199", "?page=/95199/1", "?q=list+95199"])
def test_the_id_of_a_page_is_no_code(rest):
    assert keys_of(check, at(SEARCH + rest, a_sighting("CN:95199", raw="95199"))) == []


def test_a_listed_line_in_the_address_is_no_matter():
    assert keys_of(check, at(f"{SEARCH}?q=02079460155", LISTED)) == []
    entries = [an_entry(NEW)]
    box = a_sighting(NEW, layer="attribute", raw="0808 157 0967", around="Search 0808 157 0967")
    assert keys_of(check, at(f"{SEARCH}?q=08081570967", box, entries=entries)) == []


@pytest.mark.parametrize("rest", ["?q=0808", "?date=20261121", "?q=help", "/help/1570967x", "?id=8081570"])
def test_other_digits_in_an_address_are_no_matter(rest):
    assert keys_of(check, at(SEARCH + rest, NEW)) == []


def test_digits_of_the_host_are_no_matter():
    assert keys_of(check, at("https://08081570967.northmoor.example/", NEW)) == []


def test_an_address_of_another_page_is_no_matter():
    case = a_case(now={CONTACT: a_reading(NEW), f"{SEARCH}?q=08081570967": a_reading(LISTED)})
    assert keys_of(check, case) == []


def test_a_broken_address_is_no_matter():
    assert keys_of(check, at(CONTACT, NEW, hops=(Hop(url="https://[08081570967", status=None),))) == []


@pytest.mark.parametrize("more", [{"owner": "police"}, {"calls": "out"}, {"is_kept": False}, {"is_warned": True}])
def test_it_is_suspected_where_the_text_makes_it_somebody_elses(more):
    assert keys_of(check, at(f"{SEARCH}?q=fraud+police+08081570967", a_sighting(NEW, **more))) == [NEW]


def test_a_public_line_in_the_address_is_no_matter():
    shown = a_sighting(NEW, owner="police")
    case = at(f"{SEARCH}?q=police+08081570967", shown, reference=Reference(public_lines=(NEW,)))
    assert keys_of(check, case) == []


def test_an_answer_that_is_empty_but_for_its_search_box_counts():
    address = f"{SEARCH}?q=08081570967"
    box = a_sighting(NEW, layer="attribute", raw="0808 157 0967", around="Search 0808 157 0967")
    fetch = a_fetch(address, hops=(Hop(url=address, status=200),))
    assert keys_of(check, a_case(now={}, doubtful={address: a_reading(box)}, fetches={address: fetch})) == [NEW]
