import pytest

from directory.nights import Reference
from tests.verifier.cases import a_provider, a_sighting, an_entry, keys_of, on_contact
from verifier.signals import code_of_another

HELD = Reference(holders={"CN:95516": "UnionPay / 中国银联", "CN:10086": "China Mobile / 中国移动"})
CODE = "CN:95516"


@pytest.mark.parametrize("shown", [CODE, f"{CODE};ext=6", "+862195516"])
def test_a_code_that_a_firm_outside_the_directory_holds_is_suspected(shown):
    [one] = code_of_another.check(on_contact(shown, reference=HELD))
    assert (one.key, one.values) == (shown, {"holder": "UnionPay / 中国银联"})


def test_a_name_inside_another_word_is_not_the_holders():
    provider = a_provider(name="Trade UnionPayments")
    assert keys_of(code_of_another.check, on_contact(CODE, provider=provider, reference=HELD)) == [CODE]


@pytest.mark.parametrize(
    "names",
    [{"name": "UnionPay"}, {"name": "UnionPay Moor"}, {"names": {"zh": "中国银联北沼"}}, {"aliases": ("银联",)}],
)
def test_the_holder_and_those_called_after_it_stay_quiet(names):
    held = Reference(holders={CODE: "UnionPay / 中国银联 / 银联"})
    assert keys_of(code_of_another.check, on_contact(CODE, provider=a_provider(**names), reference=held)) == []


@pytest.mark.parametrize(
    "case",
    [
        on_contact(CODE),
        on_contact("CN:955166", reference=HELD),
        on_contact("CN:10086", reference=HELD),
        on_contact(CODE, reference=Reference(holders=HELD.holders, public_lines=(CODE,))),
        on_contact(a_sighting(CODE, owner="a card scheme"), reference=HELD),
        on_contact(a_sighting(CODE, is_warned=True), reference=HELD),
        on_contact(CODE, entries=[an_entry(CODE)], reference=HELD),
        on_contact(CODE, entries=[an_entry(CODE, "candidate", origin="its own leaflet")], reference=HELD),
        on_contact(f"{CODE};ext=6", entries=[an_entry(CODE)], reference=HELD),
    ],
)
def test_codes_nobody_holds_public_ones_others_words_and_lines_of_its_own_stay_quiet(case):
    assert keys_of(code_of_another.check, case) == []


@pytest.mark.parametrize("groups", [{}, {"gb/paylark": "moor", "gb/northmoor-bank": "moor"}])
def test_what_the_directory_lists_for_another_is_left_to_the_signal_of_shared_numbers(groups):
    held = Reference(holders=HELD.holders, listed={CODE: ("gb/paylark",)}, groups=groups)
    assert keys_of(code_of_another.check, on_contact(CODE, reference=held)) == []
