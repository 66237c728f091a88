import pytest

from directory.nights import Reference
from tests.verifier.cases import CONTACT, LISTED, NEW, a_case, a_reading, a_sighting, an_entry, on_contact
from verifier.signals import reported_number

LIST = Reference(reported={NEW: ("ftc 2026-10-01 (×12)", "own 2026-11-01 (×1)")})
BLOCK = Reference(false_blocks={"+44808157": 2})
NEIGHBOUR = "+448081570111"


def kinds(case):
    return [(one.key, one.kind) for one in reported_number.check(case)]


@pytest.mark.parametrize("shown", [NEW, f"{NEW};ext=6"])
def test_a_number_on_a_report_list_is_suspected_and_the_lists_are_named(shown):
    [one] = reported_number.check(on_contact(shown, reference=LIST))
    assert (one.key, one.kind) == (shown, "list")
    assert one.values == {"lists": "ftc 2026-10-01 (×12); own 2026-11-01 (×1)"}


def test_a_number_that_telephones_showed_is_suspected_less_and_both_kinds_of_list_are_named():
    callers = {NEW: ("ftc 2026-10-02 (×3)",)}
    assert kinds(on_contact(NEW, reference=Reference(callers=callers))) == [(NEW, "callers")]
    [one] = reported_number.check(on_contact(NEW, reference=Reference(reported=LIST.reported, callers=callers)))
    assert (one.kind, one.values["lists"][-19:]) == ("list", "ftc 2026-10-02 (×3)")


def test_a_number_in_a_block_of_false_ones_is_suspected():
    [one] = reported_number.check(on_contact(NEIGHBOUR, reference=BLOCK))
    assert (one.kind, one.values) == ("block", {"count": "2"})


def test_a_reported_number_of_such_a_block_is_suspected_once():
    both = Reference(reported=LIST.reported, false_blocks=BLOCK.false_blocks)
    assert kinds(on_contact(NEW, reference=both)) == [(NEW, "list")]


@pytest.mark.parametrize(
    "case",
    [
        on_contact(NEW),
        on_contact(NEIGHBOUR, reference=LIST),
        on_contact(LISTED, reference=Reference(reported={LISTED: ("ftc 2026-10-01 (×12)",)})),
        on_contact(NEW, entries=[an_entry(NEW)], reference=LIST),
        on_contact(a_sighting(NEW, is_warned=True), reference=LIST),
        on_contact(a_sighting(NEW, layer="user_content"), reference=LIST),
        on_contact("CN:10086", reference=Reference(reported={"CN:10086": ("own 2026-11-01 (×3)",)})),
        on_contact(
            "GB:159", reference=Reference(reported={"GB:159": ("own 2026-11-01 (×3)",)}, public_lines=("GB:159",))
        ),
        a_case(
            now={CONTACT: a_reading(NEW)},
            before={CONTACT: a_reading(NEW)},
            reference=Reference(reported=LIST.reported, known_false={NEW: ("gb/northmoor-bank",)}),
        ),
    ],
)
def test_lines_that_were_decided_public_ones_and_what_confirms_nothing_stay_quiet(case):
    assert kinds(case) == []


def test_a_number_that_a_decision_called_false_is_left_to_the_signal_of_known_false_ones():
    both = Reference(reported=LIST.reported, known_false={NEW: ("gb/paylark",)}, false_blocks=BLOCK.false_blocks)
    assert kinds(on_contact(NEW, reference=both)) == []


def test_a_block_in_which_the_provider_has_a_line_of_its_own_stays_quiet():
    assert kinds(on_contact(NEIGHBOUR, entries=[an_entry("+448081570222")], reference=BLOCK)) == []


@pytest.mark.parametrize("key", ["CN:95188", "+448081560111"])
def test_codes_and_other_blocks_stay_quiet(key):
    assert kinds(on_contact(key, reference=BLOCK)) == []
