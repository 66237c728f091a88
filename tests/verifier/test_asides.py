import pytest

from directory.nights import Reference
from tests.verifier.cases import CONTACT, HELP, LISTED, NEW, a_case, a_reading, a_sighting, an_entry, on_contact
from verifier.asides import ASIDE_LAYERS, MACHINE_LAYERS, asides, standing_asides, stands_aside

AROUND = "Call our helpline on 0808 157 0967 now"


def aside(key=NEW, layer="hidden", **more):
    return a_sighting(key, layer=layer, **({"raw": "0808 157 0967", "around": AROUND} | more))


def fresh(case, layers=ASIDE_LAYERS):
    return list(asides(case, layers))


def night(now, before=(), **more):
    return a_case(now={CONTACT: a_reading(*now)}, before={CONTACT: a_reading(*before)}, **more)


@pytest.mark.parametrize("layer", sorted(ASIDE_LAYERS))
def test_an_unlisted_number_that_was_in_no_such_layer_before_is_new_there(layer):
    assert fresh(night([LISTED, aside(layer=layer)], [LISTED])) == [NEW]


@pytest.mark.parametrize("layer", sorted(ASIDE_LAYERS))
def test_what_stood_there_before_is_not_new_and_stands_there_still(layer):
    case = night([LISTED, aside(layer=layer)], [LISTED, aside(layer=layer)])
    assert fresh(case) == []
    assert list(standing_asides(case, ASIDE_LAYERS)) == [NEW]
    assert stands_aside(case, NEW)


def test_what_stood_on_another_page_before_is_not_new():
    case = a_case(
        now={CONTACT: a_reading(aside()), HELP: a_reading(LISTED)},
        before={CONTACT: a_reading(LISTED), HELP: a_reading(aside())},
    )
    assert fresh(case) == []


def test_nothing_is_new_on_a_page_that_is_read_for_the_first_time():
    assert fresh(on_contact(LISTED, aside())) == []
    assert stands_aside(on_contact(LISTED, aside()), NEW)


def test_only_the_layers_asked_for_are_looked_at():
    assert fresh(night([aside()], [LISTED]), MACHINE_LAYERS) == []


def test_a_listed_line_is_never_aside_in_whatever_notation():
    assert fresh(night([aside(LISTED)], [a_sighting(NEW)])) == []
    entries = [an_entry("CN:95188")]
    assert fresh(night([aside("+8657195188", readings=("+8657195188", "CN:95188"))], [LISTED], entries=entries)) == []


@pytest.mark.parametrize("status", ["verified", "candidate", "disputed", "retired"])
def test_a_line_that_the_directory_holds_is_never_aside(status):
    assert fresh(night([aside()], [LISTED], entries=[an_entry(NEW, status=status)])) == []


def test_a_number_that_a_page_shows_to_everybody_is_never_aside():
    assert fresh(night([aside(), a_sighting(NEW)], [LISTED])) == []
    shown_elsewhere = a_case(
        now={CONTACT: a_reading(aside()), HELP: a_reading(NEW)}, before={CONTACT: a_reading(LISTED)}
    )
    assert fresh(shown_elsewhere) == []


def test_a_number_that_a_page_warns_of_is_never_aside():
    assert fresh(night([aside(is_warned=True)], [LISTED])) == []
    assert fresh(night([aside(), a_sighting(NEW, is_warned=True)], [LISTED])) == []


@pytest.mark.parametrize(
    "reference",
    [
        Reference(listed={NEW: ("gb/other-bank",)}),
        Reference(holders={NEW: "Some operator"}),
        Reference(public_lines=(NEW,)),
    ],
)
def test_a_number_that_a_list_knows_is_never_aside(reference):
    assert fresh(night([aside()], [LISTED], reference=reference)) == []


def test_a_rejected_number_that_still_stands_is_not_asked_again_and_one_that_comes_back_is():
    reference = Reference(known_false={NEW: ("gb/northmoor-bank",)})
    assert not stands_aside(night([aside()], [aside()], reference=reference), NEW)
    assert fresh(night([aside()], [LISTED], reference=reference)) == [NEW]


@pytest.mark.parametrize(
    "around",
    [
        "13.4 6.7878 14.2151 7.20892 0808 157 0967 14.7956 10.585 19.4547",
        '"12": 17, "34": 0808 157 0967, "56": 99',
    ],
)
def test_digits_among_digits_are_data_where_only_machines_read(around):
    assert fresh(night([aside(layer="comment", around=around)], [LISTED])) == []
    assert fresh(night([aside(layer="hidden", around=around)], [LISTED])) == [NEW]


def test_a_short_code_is_one_where_only_machines_read_if_a_word_calls_it_so():
    entries = [an_entry("CN:95188")]
    named = aside("CN:95199", "attribute", raw="95199", around="客服热线 95199")
    bare = aside("CN:95199", "attribute", raw="95199", around="item 95199 of the list")
    assert fresh(night([named], [LISTED], entries=entries)) == ["CN:95199"]
    assert fresh(night([bare], [LISTED], entries=entries)) == []


@pytest.mark.parametrize("around", ["id 08081570967", "path /08081570967/x", "phone /08081570967", "item"])
def test_one_run_of_digits_that_nothing_names_a_phone_is_an_id_where_only_machines_read(around):
    bare = aside(layer="attribute", raw="08081570967", around=around)
    assert fresh(night([bare], [LISTED])) == []
    named = aside(layer="attribute", raw="08081570967", around="phone 08081570967")
    assert fresh(night([named], [LISTED])) == [NEW]


def test_a_list_that_comes_at_once_is_one_question():
    branches = [aside(f"+4420794601{one}", raw=f"020 7946 01{one}") for one in range(10, 40)]
    assert fresh(night(branches, [LISTED])) == ["+442079460110"]
    assert len(fresh(night(branches[:5], [LISTED]))) == 5


def test_an_extension_of_a_listed_line_is_never_aside():
    assert fresh(night([aside(f"{LISTED};ext=12")], [a_sighting(NEW)])) == []


def test_a_field_named_by_one_letter_names_no_phone():
    assert fresh(night([aside(layer="attribute", raw="08081570967", around="t 08081570967")], [LISTED])) == []


def test_a_sample_in_a_field_is_no_number_and_a_sentence_in_it_is():
    more = {"layer": "attribute", "place": "input[placeholder]", "around": "phone 0808 157 0967"}
    assert fresh(night([aside(quote="0808 157 0967", **more)], [LISTED])) == []
    assert fresh(night([aside(quote="Call 0808 157 0967", **more)], [LISTED])) == [NEW]
