"""The figures of docs/reading-sets.md: how they are counted, and that each fault is explained in a form that can be read."""

import re

import pytest

from benchmarks.reading_sets import compared
from benchmarks.set_faults import Fault, change_faults, page_faults, peer_faults, read_cases, stale, typed_faxes
from benchmarks.set_page import Outcome, checked, interval, write_page
from benchmarks.set_runs import SETS, Answer
from tests.real_pages import needs_data
from verifier.sight import sight_numbers

CASE = """
[[case]]
set = "gold-west"
id = "a"
number = ["+12025550123", "+12025550124"]
kind = "miss"
verdict = "label"
reason = "an order number"
"""


def a_label(number, **told):
    return {"number": number, "kind": "e164", "role": "tel", "accept": [], "visible": True} | told


def a_row(*labels, **told):
    return {"id": "a", "label_kind": "gold-human", "ignore": [], "labels": list(labels), "domain": "pay.example"} | told


def test_the_reasons_that_lie_here_can_all_be_read():
    read_cases()


def test_a_case_may_name_several_numbers(tmp_path):
    file = tmp_path / "cases.toml"
    file.write_text(CASE, encoding="utf-8")
    assert {number for _set, _id, number, _kind in read_cases(file)} == {"+12025550123", "+12025550124"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('verdict = "label"', 'verdict = "wrong"', "expected a verdict"),
        ('kind = "miss"', 'kind = "hit"', "a kind of"),
        ('reason = "an order number"', 'reason = " "', "and a reason"),
        ('kind = "miss"\n', "", "got the fields"),
        (', "+12025550124"', ', "+12025550123"', "explained twice"),
    ],
)
def test_a_case_that_says_it_wrongly_is_refused_with_its_place(tmp_path, old, new, said):
    file = tmp_path / "cases.toml"
    file.write_text(CASE.replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"case 1 \(gold-west, a\).*{said}"):
        read_cases(file)


def test_a_case_that_no_longer_occurs_is_stale(tmp_path):
    file = tmp_path / "cases.toml"
    file.write_text(CASE, encoding="utf-8")
    met = {"gold-west": [Fault("a", "+12025550123", "miss", "visible")]}
    assert stale(met, met, read_cases(file)) == [("gold-west", "a", "+12025550124", "miss")]
    assert stale(["silver"], {"silver": []}, read_cases(file)) == []


@needs_data
def test_faults_of_a_page_fall_under_the_figures_they_lower():
    row = a_row(a_label("+12025550123"), a_label("+12025550124", visible=False), a_label("+12025550125", role="fax"))
    assert [(one.kind, one.number, one.group) for one in page_faults([row], {"a": Answer(("+12025550199",))})] == [
        ("miss", "+12025550123", "visible"),
        ("miss", "+12025550124", "markup"),
        ("miss", "+12025550125", "fax"),
        ("false", "+12025550199", "precision"),
    ]


@needs_data
def test_an_extension_is_no_fault():
    assert list(page_faults([a_row(a_label("+12025550123"))], {"a": Answer(("+12025550123;ext=4",))})) == []


@needs_data
def test_a_fax_is_typed_when_the_reader_calls_it_one():
    row = a_row(a_label("+12025550123", role="fax"), a_label("+12025550124", role="fax"))
    both = ("+12025550123", "+12025550124")
    assert typed_faxes([row], {"a": Answer(both, both[:1])}) == (1, 2)


@needs_data
def test_a_change_that_is_missed_and_one_that_is_none_are_told_with_their_side():
    row = {"id": "a", "added": ["+12025550123"], "removed": []}
    faults = change_faults([row], {"a": {"added": [], "removed": ["+12025550124"]}})
    assert {(one.id, one.number, one.kind) for one in faults} == {
        ("a added", "+12025550123", "miss"),
        ("a removed", "+12025550124", "false"),
    }


@needs_data
def test_a_peer_s_case_is_compared_as_loosely_as_the_scorer_does():
    row = {"id": "a", "expected": ["(202) 555-0123", "12"]}
    faults = list(peer_faults([row], {"a": Answer(("+12025550123",))}))
    assert [(one.number, one.kind) for one in faults] == [("12", "miss")]


def test_a_wrong_label_counts_neither_as_a_miss_nor_as_a_false_hit(tmp_path):
    file = tmp_path / "cases.toml"
    file.write_text(CASE, encoding="utf-8")
    faults = [Fault("a", "+12025550123", "miss", "visible"), Fault("a", "+12025550199", "miss", "visible")]
    outcome = Outcome(SETS[1], rows=[a_row()], faults=faults, figures={"visible": (8, 10)})
    assert checked(outcome, "visible", read_cases(file)) == (8, 9)


def test_the_page_names_every_fault_and_what_has_no_reason_yet():
    fault = Fault("a", "+12025550123", "miss", "visible")
    page = write_page([Outcome(SETS[1], rows=[a_row()], faults=[fault], figures={"visible": (0, 1)})], {})
    assert "| a | pay.example | `+12025550123` | miss (visible) |  | not explained yet |" in page
    assert re.search(r"\| gold-west \| 1 \| 0\.000 \(0/1\) \| 0\.000–0\.793 \|", page)


def test_a_set_that_could_not_be_read_says_why():
    page = write_page([Outcome(SETS[6], missing="not read: the extra `ocr` is not installed")], {})
    assert page.count("not read: the extra `ocr` is not installed") == 2


# Wilson 1927; the values are those of statsmodels' proportion_confint(…, method="wilson").
@pytest.mark.parametrize(
    ("figure", "said"), [((10, 10), "0.722–1.000"), ((0, 10), "0.000–0.278"), ((9, 10), "0.596–0.982"), ((0, 0), "–")]
)
def test_the_interval_is_wilson_s(figure, said):
    assert interval(figure) == said


def test_a_number_that_a_version_prints_as_its_own_country_does_has_neither_come_nor_gone():
    rows = [
        {
            "id": "a",
            "old": "Mind +44 0808 157 0192\nCall (212) 555-0155.",
            "new": "Mind 0808 157 0192\nCall (212) 555-0142.",
        }
    ]

    def read(texts):
        sighted = {one["id"]: sight_numbers(one["text"], [one["assumed_region"]]) for one in texts}
        return {name: Answer(tuple(one.number for one in found)) for name, found in sighted.items()}

    assert compared(rows, read) == {"a": {"added": ["+12125550142"], "removed": ["+12125550155"]}}
