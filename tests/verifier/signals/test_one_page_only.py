import msgspec
import pytest

from tests.verifier.cases import CONTACT, HELP, LISTED, NEW, TERMS, a_case, a_reading, an_entry, keys_of
from verifier.signals import one_page_only

OTHER = "+442079460188"
BOTH_LISTED = [an_entry(LISTED), an_entry(OTHER)]


def night(before, now, **more):
    """Pages by address with the keys they show, before and now."""
    then = {page: a_reading(*keys) for page, keys in before.items()}
    return a_case(now={page: a_reading(*keys) for page, keys in now.items()}, before=then, **more)


SWAPPED = night({CONTACT: [LISTED], HELP: [LISTED], TERMS: [LISTED]}, {CONTACT: [NEW], HELP: [LISTED], TERMS: [LISTED]})


def test_a_line_swapped_on_one_page_of_three_is_suspected():
    [suspicion] = one_page_only.check(SWAPPED)
    assert (suspicion.key, suspicion.page) == (NEW, CONTACT)
    assert suspicion.kind == "swapped"
    assert suspicion.values == {"pages": "2", "kept": f"{TERMS}, {HELP}"}


def test_one_sibling_that_keeps_the_line_is_enough():
    case = night({CONTACT: [LISTED], HELP: [LISTED]}, {CONTACT: [NEW], HELP: [LISTED]})
    assert keys_of(one_page_only.check, case) == [NEW]


def test_an_extension_that_one_page_alone_puts_behind_the_line_is_suspected():
    menu = f"{LISTED};ext=2"
    for kept in ({HELP: [LISTED]}, {}):
        case = night({CONTACT: [LISTED], **kept}, {CONTACT: [menu], **kept})
        [suspicion] = one_page_only.check(case)
        assert (suspicion.key, suspicion.kind) == (menu, "extended")


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (night({CONTACT: [LISTED], HELP: [LISTED]}, {CONTACT: [NEW], HELP: [NEW]}), "both pages moved"),
        (night({CONTACT: [LISTED], HELP: [LISTED]}, {CONTACT: [LISTED, NEW], HELP: [LISTED]}), "an additional line"),
        (night({CONTACT: [LISTED]}, {CONTACT: [NEW]}), "there is no other page"),
        (night({CONTACT: [LISTED], HELP: [OTHER]}, {CONTACT: [NEW], HELP: [OTHER]}), "no sibling had the line"),
        (night({}, {CONTACT: [NEW], HELP: [LISTED]}), "a page that was never read before"),
        (night({CONTACT: [NEW], HELP: [LISTED]}, {CONTACT: [NEW], HELP: [LISTED]}), "it stood there before"),
        (night({CONTACT: [LISTED], HELP: [LISTED]}, {CONTACT: [NEW]}), "the sibling was not read tonight"),
        (night({CONTACT: [LISTED], HELP: [LISTED]}, {CONTACT: [LISTED], HELP: [LISTED]}), "nothing changed"),
        (
            night({CONTACT: [LISTED], HELP: [LISTED]}, {CONTACT: [NEW], HELP: [LISTED]}, entries=[an_entry(NEW)]),
            "a person has decided on the number",
        ),
        (
            night({CONTACT: [OTHER], HELP: [OTHER]}, {CONTACT: [NEW], HELP: [OTHER]}),
            "what left is no listed line",
        ),
        (
            night({CONTACT: [LISTED], HELP: [LISTED]}, {CONTACT: [LISTED, f"{LISTED};ext=2"], HELP: [LISTED]}),
            "the same line with a menu key beside it",
        ),
    ],
)
def test_what_is_no_swap_on_one_page_is_not_suspected(case, why):
    assert keys_of(one_page_only.check, case) == [], why


def test_a_line_whose_digits_still_stand_on_the_page_did_not_leave_it():
    now = msgspec.structs.replace(a_reading(NEW), presence={LISTED: ("structured",)})
    then = {CONTACT: a_reading(LISTED), HELP: a_reading(LISTED)}
    assert keys_of(one_page_only.check, a_case(now={CONTACT: now, HELP: a_reading(LISTED)}, before=then)) == []
