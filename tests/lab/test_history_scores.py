import json
from datetime import UTC, datetime

from lab.history_scores import digits_of, score_history, to_json
from lab.past import Shown

NIGHT = datetime(2024, 3, 4, tzinfo=UTC)
IDS = {"Pay": "cn/pay", "Bank": "cn/bank"}
PAGES = {"Pay": ("95017", "4006668800"), "Bank": ("95588",)}


def a_night(**more):
    return Shown(at=NIGHT, pages=PAGES, **more)


def asked(provider, number, level="review"):
    return {"provider": provider, "number": number, "level": level}


def scored(night, *findings):
    return score_history([night], [{"findings": list(findings)}], IDS)


def test_a_question_about_an_organisation_at_rest_is_a_false_alarm():
    score = scored(a_night(), asked("cn/pay", "CN:95017", "urgent"), asked("cn/bank", "CN:95588", "routine"))
    assert (score.number_nights, score.false_review, score.false_urgent, score.routine) == (3, 1, 1, 1)
    assert [alarm["number"] for alarm in score.alarms] == ["CN:95017"]


def test_a_replacement_must_be_asked_about_at_review():
    night = a_night(moved=frozenset({"Pay"}), lost={"Pay": ("95188",)}, gained={"Pay": ("95017",)})
    assert scored(night, asked("cn/pay", "CN:95017", "routine")).replaced_found == 0
    found = scored(night, asked("cn/pay", "CN:95017"))
    assert (found.replaced, found.replaced_found, found.missed, found.false_review) == (1, 1, (), 0)


def test_an_added_line_may_be_routine_and_one_that_nobody_spoke_of_is_told():
    night = a_night(moved=frozenset({"Pay"}), gained={"Pay": ("95017", "+864006668800")})
    score = scored(night, asked("cn/pay", "+864006668800", "routine"))
    assert (score.added, score.added_found) == (2, 1)
    assert [(one.org, one.number) for one in score.missed] == [("Pay", "95017")]


def test_an_id_that_sends_messages_is_no_line():
    night = a_night(moved=frozenset({"Bank"}), gained={"Bank": ("1069095588",)})
    assert scored(night).added == 0


def test_a_storm_tells_how_much_it_asked_of_one_provider():
    pages = {f"Org {place}": ("95588",) for place in range(30)}
    ids = {org: f"cn/{place}" for place, org in enumerate(pages)}
    night = Shown(at=NIGHT, pages=pages, rewritten=frozenset(pages))
    findings = [asked("cn/1", "CN:95588", "routine"), asked("cn/1", "CN:95017", "urgent")]
    (storm,) = score_history([night], [{"findings": findings}], ids).storms
    assert (storm.rewritten, storm.asked, storm.most, storm.urgent) == (30, 2, 2, 1)


def test_digits_are_those_of_the_line():
    assert [digits_of(key) for key in ("CN:95188", "+864006668800;ext=1", "CN-571:96588")] == [
        "95188",
        "864006668800",
        "96588",
    ]


def test_the_same_history_gives_the_same_bytes():
    night = a_night(moved=frozenset({"Pay"}), gained={"Pay": ("95017",)})
    assert to_json(scored(night)) == to_json(scored(night))
    assert json.loads(to_json(scored(night)))["added"] == 1
