import pytest

from directory.findings import Evidence, Finding
from tests.verifier.cases import (
    CONTACT,
    HELP,
    LISTED,
    NEW,
    PREMIUM,
    a_case,
    a_change,
    a_reading,
    a_sighting,
    an_entry,
    on_contact,
)
from verifier.matters import Fired, questions_of, still_asked
from verifier.policy import load_policy
from verifier.signals_found import find_signals

POLICY = load_policy()


def asked(case, **waiting):
    fired = [Fired(signal, one) for signal in find_signals().values() for one in signal.check(case)]
    return questions_of(case, fired, waiting, POLICY)


def a_finding(matter, number="", **more):
    place = Evidence(url=CONTACT, snapshot="a" * 64, place="p", layer="visible", quote=number)
    fields = {"id": "0" * 12, "provider": "gb/northmoor-bank", "level": "review", "score": 1.5, "evidence": (place,)}
    return Finding(matter=matter, number=number, **(fields | more))


def test_each_number_is_in_one_question_only():
    shown = (a_sighting(LISTED, target=PREMIUM), a_sighting(PREMIUM, layer="tel_link"), a_sighting(NEW))
    gone = "+442079460188"
    case = on_contact(
        *shown,
        entries=[an_entry(LISTED), an_entry(gone)],
        changes=(a_change(NEW, "replaced", was=gone), a_change(PREMIUM)),
        missed={gone: 9},
    )
    assert [(one.matter, one.number) for one in asked(case)] == [("replacement", NEW), ("addition", PREMIUM)]


def test_what_stood_there_before_is_shown_beside_what_stands_there_now():
    was = Evidence(url=CONTACT, snapshot="b" * 64, place="p", layer="visible", quote="+44 20 7946 0155")
    shown = [a_sighting(NEW, place=f"p:nth-of-type({one})") for one in range(9)]
    change = a_change(NEW, "replaced", was=LISTED, evidence=(was,))
    (question,) = asked(on_contact(*shown, changes=(change,)))
    assert was in question.evidence[: POLICY.evidence_most]


def test_a_number_is_shown_by_its_text_before_its_link():
    shown = (a_sighting(NEW, layer="tel_link", place="a[href]"), a_sighting(NEW, place="a"))
    (question,) = asked(on_contact(*shown))
    assert [one.layer for one in question.evidence[:2]] == ["visible", "tel_link"]


def test_a_lost_line_is_shown_where_it_was_last_seen():
    case = a_case(now={CONTACT: a_reading()}, before={CONTACT: a_reading(LISTED)}, missed={LISTED: 3})
    assert [one.quote for one in asked(case)[0].evidence] == ["+44 20 7946 0155"]
    entry = an_entry(LISTED, label="Lost card line", snapshot="c" * 64)
    (question,) = asked(a_case(now={CONTACT: a_reading()}, entries=[entry], missed={LISTED: 3}))
    assert [(one.url, one.quote) for one in question.evidence] == [(CONTACT, "Lost card line")]


@pytest.mark.parametrize("matter", ["held", "removal"])
def test_what_is_counted_anew_each_night_is_never_carried(matter):
    assert not still_asked(a_case(), a_finding(matter, LISTED), (), POLICY)


@pytest.mark.parametrize("matter", ["addition", "replacement", "contradiction", "relabelling", "storm"])
def test_every_other_question_stands_while_its_page_is_unread(matter):
    assert still_asked(a_case(now={HELP: a_reading()}), a_finding(matter, NEW), (), POLICY)


@pytest.mark.parametrize(
    ("finding", "suspected", "stands"),
    [
        (a_finding("addition", NEW), (), False),
        (a_finding("replacement", NEW), (), False),
        (a_finding("contradiction", PREMIUM), (PREMIUM,), True),
        (a_finding("contradiction", PREMIUM), (NEW,), False),
        (a_finding("relabelling", LISTED), (), True),
        (a_finding("relabelling", NEW), (), False),
        (a_finding("page", page=CONTACT), (), False),
        (a_finding("storm", keys=(LISTED, PREMIUM)), (), False),
    ],
)
def test_a_page_that_was_read_decides(finding, suspected, stands):
    assert still_asked(on_contact(LISTED), finding, suspected, POLICY) is stands


@pytest.mark.parametrize("matter", ["addition", "replacement"])
@pytest.mark.parametrize(("nights", "stands"), [(1, True), (2, True), (3, False)])
def test_a_number_that_is_gone_again_is_asked_about_until_it_was_gone_three_nights(matter, nights, stands):
    case = a_case(now={CONTACT: a_reading(LISTED)}, missed={NEW: nights})
    assert still_asked(case, a_finding(matter, NEW), (), POLICY) is stands


def a_hidden_night(now, before=None):
    hidden = a_sighting(NEW, layer="hidden", place="div")
    shown = {True: a_reading(LISTED, hidden), False: a_reading(LISTED)}
    return a_case(now={CONTACT: shown[now]}, before={} if before is None else {CONTACT: shown[before]})


def test_a_number_that_came_where_nobody_sees_it_is_a_contradiction():
    (question,) = asked(a_hidden_night(True, before=False))
    assert (question.matter, question.number, question.page) == ("contradiction", NEW, CONTACT)
    assert question.evidence[0].layer == "hidden"
    assert asked(a_hidden_night(True, before=True)) == []
    assert asked(a_hidden_night(True)) == [], "what a site has long hidden floods no first night"


@pytest.mark.parametrize(("now", "is_asked"), [(True, True), (False, False)])
def test_a_contradiction_is_asked_as_long_as_the_number_stands_where_nobody_sees_it(now, is_asked):
    assert still_asked(a_hidden_night(now, before=True), a_finding("contradiction", NEW), set(), POLICY) is is_asked
