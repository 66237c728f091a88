import pytest

from directory.findings import Evidence
from tests.verifier.cases import CONTACT, HELP, LISTED, NEW, TERMS, a_case, a_reading, an_entry, keys_of
from verifier.signals import all_pages_changed

CODE = "CN:95188"
ABROAD = "+8657195188"


def night(before, now, **more):
    """Pages by address with the keys they show, before and now."""
    then = {page: a_reading(*keys) for page, keys in before.items()}
    return a_case(now={page: a_reading(*keys) for page, keys in now.items()}, before=then, **more)


def test_a_number_that_took_a_lines_place_on_every_page_is_suspected():
    pages = (CONTACT, HELP, TERMS)
    [suspicion] = all_pages_changed.check(night(dict.fromkeys(pages, (LISTED,)), dict.fromkeys(pages, (NEW,))))
    assert (suspicion.key, suspicion.values) == (NEW, {"pages": "3"})
    assert isinstance(suspicion.evidence, Evidence)


def test_a_page_that_never_showed_the_line_may_show_the_new_one_too():
    case = night({CONTACT: [LISTED], HELP: [LISTED], TERMS: []}, {CONTACT: [NEW], HELP: [NEW], TERMS: [NEW]})
    assert keys_of(all_pages_changed.check, case) == [NEW]


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (night({CONTACT: [LISTED]}, {CONTACT: [NEW]}), "one page is no template"),
        (night({CONTACT: [LISTED], HELP: [LISTED]}, {CONTACT: [NEW], HELP: [LISTED]}), "one page keeps the line"),
        (night({CONTACT: [LISTED], HELP: [LISTED]}, {CONTACT: [NEW], HELP: []}), "the new one is on one page only"),
        (
            night({CONTACT: [LISTED], HELP: [LISTED]}, {CONTACT: [LISTED, NEW], HELP: [LISTED, NEW]}),
            "an additional line on every page",
        ),
        (night({CONTACT: [LISTED], HELP: [LISTED]}, {CONTACT: [NEW]}), "the other page was not read"),
        (night({}, {CONTACT: [NEW], HELP: [NEW]}), "a first night"),
        (night({CONTACT: [NEW], HELP: [NEW]}, {CONTACT: [NEW], HELP: [NEW]}), "nothing changed"),
        (
            night({CONTACT: [CODE], HELP: [CODE]}, {CONTACT: [ABROAD], HELP: [ABROAD]}, entries=[an_entry(CODE)]),
            "a change of notation",
        ),
        (
            night({CONTACT: [LISTED], HELP: [LISTED]}, {CONTACT: [NEW], HELP: [NEW]}, entries=[an_entry(NEW)]),
            "a person has decided on it",
        ),
        (
            night({CONTACT: [LISTED], HELP: [LISTED]}, {CONTACT: [], HELP: []}),
            "a line that merely went is asked about as a loss",
        ),
    ],
)
def test_what_is_no_swap_on_every_page_is_not_suspected(case, why):
    assert keys_of(all_pages_changed.check, case) == [], why
