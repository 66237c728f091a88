import pytest

from directory.nights import Reference
from tests.verifier.cases import LISTED, NEW, a_provider, an_entry, keys_of, on_contact
from verifier.judge import judge
from verifier.signals import group_line

OWN, KIN, STRANGER = "gb/northmoor-bank", "gb/northmoor-card", "gb/other-bank"
IN_GROUP = a_provider(group="northmoor")
GROUPS = {OWN: "northmoor", KIN: "northmoor", STRANGER: "other"}


def on_file(*holders, key=NEW, provider=IN_GROUP, groups=GROUPS, shown=NEW, **more):
    reference = Reference(groups=groups, listed={key: holders})
    return on_contact(shown, provider=provider, reference=reference, **more)


def test_a_line_of_the_same_group_calms():
    [suspicion] = group_line.check(on_file(KIN))
    assert (suspicion.key, suspicion.values) == (NEW, {"others": KIN})


def test_a_sub_line_of_a_group_line_calms_too():
    assert keys_of(group_line.check, on_file(KIN, shown=f"{NEW};ext=3")) == [f"{NEW};ext=3"]


def test_it_takes_back_what_being_unlisted_adds():
    [finding] = judge([on_file(KIN)])
    assert {hit.id for hit in finding.signals} == {"group_line", "unlisted_number"}
    assert (finding.level, finding.score) == ("routine", 0.0)


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (on_file(STRANGER), "a provider of another group"),
        (on_file(OWN), "only the provider itself"),
        (on_file(KIN, provider=a_provider()), "the provider declares no group"),
        (on_file(KIN, groups={}), "the other declares no group"),
        (on_file(KIN, key=LISTED), "the group lists another line"),
        (on_file(), "nobody lists it"),
        (on_file(KIN, entries=[an_entry(NEW)]), "a person has decided on it"),
    ],
)
def test_where_no_group_vouches_it_keeps_still(case, why):
    assert keys_of(group_line.check, case) == [], why
