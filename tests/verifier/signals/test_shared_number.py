import pytest

from directory.nights import Reference
from tests.verifier.cases import LISTED, NEW, a_provider, an_entry, keys_of, on_contact
from verifier.signals import shared_number

OTHER = ("gb/paylark",)


@pytest.mark.parametrize(
    ("shown", "held"),
    [(NEW, NEW), (f"{NEW};ext=6", NEW), ("+8657195188", "CN:95188"), ("CN:95188;ext=6", "CN:95188")],
)
def test_a_line_of_an_unrelated_provider_is_suspected(shown, held):
    case = on_contact(shown, reference=Reference(listed={held: OTHER}))
    assert [(one.key, one.values["others"]) for one in shared_number.check(case)] == [(shown, "gb/paylark")]


def test_two_providers_that_show_one_new_number_tonight_are_suspected():
    assert keys_of(shared_number.check, on_contact(NEW, elsewhere={NEW: OTHER})) == [NEW]


def test_a_provider_of_another_group_is_unrelated():
    reference = Reference(listed={NEW: OTHER}, groups={"gb/paylark": "lark", "gb/northmoor-bank": "moor"})
    assert keys_of(shared_number.check, on_contact(NEW, provider=a_provider(group="moor"), reference=reference)) == [
        NEW
    ]


@pytest.mark.parametrize(
    ("key", "reference"),
    [
        (NEW, Reference()),
        (NEW, Reference(listed={NEW: ("gb/northmoor-bank",)})),
        (NEW, Reference(listed={LISTED: OTHER})),
        (NEW, Reference(listed={NEW: OTHER}, groups={"gb/paylark": "moor", "gb/northmoor-bank": "moor"})),
        ("GB:159", Reference(listed={"GB:159": OTHER}, public_lines=("GB:159",))),
        ("CN:96588", Reference(listed={"CN:96588": OTHER})),
        ("CN:966888", Reference(listed={"CN:966888": OTHER})),
        ("CN:10086", Reference(listed={"CN:10086": OTHER})),
        ("CN:12315", Reference(listed={"CN:12315": OTHER})),
        ("CN:110", Reference(listed={"CN:110": OTHER})),
        ("CN:951886", Reference(listed={"CN:95188": OTHER})),
    ],
)
def test_groups_public_lines_and_codes_that_anyone_prints_stay_quiet(key, reference):
    assert (
        keys_of(
            shared_number.check,
            on_contact(key, provider=a_provider(group="moor" if reference.groups else ""), reference=reference),
        )
        == []
    )


def test_a_listed_line_is_not_suspected_when_another_provider_shows_it():
    case = on_contact(
        LISTED, entries=[an_entry(LISTED)], elsewhere={LISTED: OTHER}, reference=Reference(listed={LISTED: OTHER})
    )
    assert keys_of(shared_number.check, case) == []
