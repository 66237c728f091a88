import hashlib
from datetime import timedelta

import msgspec
import pytest

from directory.nights import Reference
from directory.records import Known
from tests.verifier.cases import (
    AT,
    CONTACT,
    HELP,
    LISTED,
    NEW,
    PREMIUM,
    TERMS,
    a_case,
    a_change,
    a_fetch,
    a_page,
    a_provider,
    a_reading,
    a_sighting,
    an_entry,
    on_contact,
)
from verifier.judge import finding_id, judge
from verifier.policy import load_policy

BANK = "gb/northmoor-bank"
CLAIMED = an_entry(NEW, "candidate", origin="the back of the card")
SEEN = an_entry(NEW, "candidate")


def by_matter(findings):
    return [(one.matter, one.level, one.number) for one in findings]


def as_open(*findings):
    return {one.id: one for one in findings}


def test_a_quiet_night_asks_nothing():
    assert judge([on_contact(LISTED)]) == []


def test_a_new_number_is_one_routine_finding():
    (found,) = judge([on_contact(LISTED, NEW)])
    assert (found.matter, found.level, found.score, found.number, found.keys) == (
        "addition",
        "routine",
        1.5,
        NEW,
        (NEW,),
    )
    assert [hit.id for hit in found.signals] == ["unlisted_number"]
    assert found.evidence[0].quote == "+44 808 157 0967"
    assert found.summary["en"].startswith("Check +44 808 157 0967 for Northmoor Bank, because ")
    assert found.summary["zh"].startswith("请核对Northmoor Bank的号码+44 808 157 0967，因为")


def test_the_id_is_made_of_provider_matter_and_keys():
    expected = hashlib.sha256(f"{BANK}\0addition\0{NEW}".encode()).hexdigest()[:12]
    assert finding_id(BANK, "addition", (NEW,)) == expected == judge([on_contact(NEW)])[0].id


def test_an_unanswered_addition_is_the_same_finding_each_night():
    (first,) = judge([on_contact(NEW, entries=[])])
    (second,) = judge([on_contact(NEW, entries=[SEEN])], open_matters=as_open(first))
    assert (second.id, second.ground, second.level) == (first.id, first.ground, first.level)


def test_an_unanswered_addition_that_left_the_page_is_asked_no_more():
    (first,) = judge([on_contact(NEW)])
    assert judge([on_contact(LISTED, entries=[an_entry(LISTED), SEEN])], open_matters=as_open(first)) == []


@pytest.mark.parametrize("now", [{}, {HELP: a_reading(LISTED)}])
def test_a_question_stands_while_its_page_cannot_be_read(now):
    (first,) = judge([on_contact(NEW)])
    assert judge([a_case(now=now, entries=[an_entry(LISTED), SEEN])], open_matters=as_open(first)) == [first]


def test_a_question_that_was_settled_elsewhere_is_not_carried():
    (first,) = judge([on_contact(NEW)])
    assert judge([a_case(entries=[an_entry(NEW)])], open_matters=as_open(first)) == []
    rejected = Reference(known_false={NEW: (BANK,)})
    assert judge([a_case(entries=[], reference=rejected)], open_matters=as_open(first)) == []


def test_a_signal_that_fires_only_once_stays_fired_while_the_question_is_open():
    shown = (a_sighting(LISTED, target=PREMIUM), a_sighting(PREMIUM, layer="tel_link"))
    first_night = on_contact(*shown, before={CONTACT: a_reading(LISTED)})
    (first,) = judge([first_night])
    assert (first.matter, first.level, first.score) == ("addition", "urgent", 8.5)
    page = {CONTACT: a_reading(*shown)}
    entries = [an_entry(LISTED), an_entry(PREMIUM, "candidate")]
    assert judge([a_case(now=page, before=page, entries=entries)], open_matters=as_open(first)) == [first]


def test_a_new_hard_signal_asks_again_on_new_ground():
    (first,) = judge([on_contact(NEW)])
    reference = Reference(known_false={NEW: ("gb/paylark",)})
    (second,) = judge([on_contact(NEW, entries=[SEEN], reference=reference)], open_matters=as_open(first))
    assert second.id == first.id
    assert second.ground != first.ground
    assert (second.level, second.score) == ("urgent", 6.5)


def test_more_pages_and_other_snapshots_do_not_move_the_ground():
    (one,) = judge([on_contact(NEW)])
    (two,) = judge([a_case(now={CONTACT: a_reading(NEW, snapshot="b" * 64), HELP: a_reading(NEW)})])
    assert one.ground == two.ground


def test_a_line_that_was_given_up_and_comes_back_stands_on_new_ground():
    (never,) = judge([on_contact(NEW)])
    (again,) = judge([on_contact(NEW, entries=[an_entry(NEW, "retired", decision=4)], changes=(a_change(NEW),))])
    assert never.id == again.id
    assert never.ground != again.ground


def moved(**more):
    change = a_change(NEW, "replaced", was=LISTED, **more)
    return a_case(
        now={CONTACT: a_reading(NEW)},
        before={CONTACT: a_reading(LISTED)},
        entries=[an_entry(LISTED)],
        changes=(change,),
    )


def test_a_replacement_is_one_review_finding_with_both_numbers():
    (found,) = judge([moved()])
    assert by_matter([found]) == [("replacement", "review", NEW)]
    assert (found.was, found.keys) == (LISTED, tuple(sorted((LISTED, NEW))))
    assert "has replaced +44 20 7946 0155" in found.summary["en"]


def test_an_unanswered_replacement_stays_one_when_both_nights_show_the_new_number():
    (first,) = judge([moved()])
    page = {CONTACT: a_reading(NEW)}
    later = a_case(now=page, before=page, entries=[an_entry(LISTED), SEEN], missed={LISTED: 5}, changes=())
    (second,) = judge([later], open_matters=as_open(first))
    assert (second.id, second.ground, second.matter, second.was) == (first.id, first.ground, "replacement", LISTED)


def test_a_replacement_whose_old_number_is_back_is_a_mere_addition():
    (first,) = judge([moved()])
    both = on_contact(LISTED, NEW, entries=[an_entry(LISTED), SEEN], changes=())
    assert by_matter(judge([both], open_matters=as_open(first))) == [("addition", "routine", NEW)]


def test_the_way_back_is_another_ground():
    (there,) = judge([moved()])
    back = a_case(
        now={CONTACT: a_reading(LISTED)}, entries=[an_entry(NEW)], changes=(a_change(LISTED, "replaced", was=NEW),)
    )
    (again,) = judge([back])
    assert there.id == again.id
    assert there.ground != again.ground


@pytest.mark.parametrize("cause", ["reader", "description"])
def test_what_only_our_own_reader_changed_is_at_most_a_routine_addition(cause):
    appeared = on_contact(PREMIUM, changes=(a_change(PREMIUM, cause=cause),))
    assert by_matter(judge([appeared])) == [("addition", "routine", PREMIUM)]
    assert by_matter(judge([moved(cause=cause)])) == [("addition", "routine", NEW)]
    for change in ("missing", "relabelled"):
        assert judge([on_contact(LISTED, changes=(a_change(LISTED, change, cause=cause),))]) == []


def test_a_routine_question_of_our_own_reader_does_not_rise_by_itself():
    (first,) = judge([on_contact(PREMIUM, changes=(a_change(PREMIUM, cause="reader"),))])
    later = on_contact(PREMIUM, entries=[an_entry(PREMIUM, "candidate")], changes=(a_change(PREMIUM, "stayed"),))
    assert by_matter(judge([later], open_matters=as_open(first))) == [("addition", "routine", PREMIUM)]


@pytest.mark.parametrize(
    ("entry", "missed", "asked"),
    [
        (an_entry(LISTED), 3, True),
        (an_entry(LISTED), 9, True),
        (an_entry(LISTED), 2, False),
        (an_entry(LISTED, "candidate"), 9, False),
        (an_entry(LISTED, "disputed"), 9, False),
        (an_entry(LISTED, "retired"), 9, False),
    ],
)
def test_a_verified_line_missed_for_three_nights_is_asked_about(entry, missed, asked):
    found = judge([a_case(now={CONTACT: a_reading()}, entries=[entry], missed={LISTED: missed})])
    assert by_matter(found) == ([("removal", "review", LISTED)] if asked else [])


def test_a_removal_keeps_its_ground_while_it_lasts_and_takes_another_the_next_time():
    def ground(entry, nights):
        return judge([a_case(now={CONTACT: a_reading()}, entries=[entry], missed={LISTED: nights})])[0].ground

    entry = an_entry(LISTED)
    seen_again = msgspec.structs.replace(entry, last_seen=AT + timedelta(days=40))
    assert ground(entry, 3) == ground(entry, 4) != ground(seen_again, 3)


def test_a_held_provider_is_one_finding_and_no_removal():
    entries = [an_entry(LISTED), an_entry(NEW)]
    lost = (a_change(LISTED, "missing"), a_change(NEW, "missing"))
    case = a_case(now={CONTACT: a_reading()}, entries=entries, changes=lost, is_held=True, missed={LISTED: 9, NEW: 9})
    (found,) = judge([case])
    assert by_matter([found]) == [("held", "review", "")]
    assert found.id == finding_id(BANK, "held", ("",))
    assert "2 of its lines were lost" in found.summary["en"]


def test_a_relabelling_is_asked_of_verified_lines_only():
    change = (a_change(LISTED, "relabelled", detail="general → fraud"),)
    (found,) = judge([on_contact(LISTED, changes=change)])
    assert by_matter([found]) == [("relabelling", "routine", LISTED)]
    assert "general → fraud" in found.summary["zh"]
    disputed = on_contact(LISTED, entries=[an_entry(LISTED, "disputed")], changes=change)
    assert judge([disputed]) == []
    assert judge([on_contact(LISTED, changes=())], open_matters=as_open(found)) == [found]


def a_storm(pairs, **more):
    changes = tuple(a_change(now, "replaced", was=was, storm="area_code_added") for was, now in pairs)
    provider = a_provider(country="CN", pages=(a_page(CONTACT, regions=("CN",)),))
    return a_case(
        now={CONTACT: a_reading(*(now for _, now in pairs))},
        entries=[an_entry(was) for was, _ in pairs],
        changes=changes,
        provider=provider,
        **more,
    )


PAIRS = [("CN:95188", "+8657195188"), ("CN:95017", "+8675595017"), ("CN:95533", "+861095533")]


def test_a_storm_of_notation_is_one_routine_line_that_may_go_in_bulk():
    (found,) = judge([a_storm(PAIRS)])
    assert (found.matter, found.level, found.is_bulkable) == ("storm", "routine", True)
    assert found.id == finding_id(BANK, "storm", ("area_code_added",))
    assert set(found.keys) == {key for pair in PAIRS for key in pair}


def test_a_storm_between_unrelated_lines_is_one_review_line():
    (found,) = judge([a_storm([("+8657112345678", "+861012345678"), ("CN:95188", "+8657195188")])])
    assert (found.matter, found.level, found.is_bulkable) == ("storm", "review", False)


def test_an_unanswered_storm_does_not_fall_apart_the_next_night():
    (first,) = judge([a_storm(PAIRS)])
    shown = [now for _, now in PAIRS]
    entries = [*(an_entry(was) for was, _ in PAIRS), *(an_entry(now, "candidate") for now in shown)]
    later = a_case(
        now={CONTACT: a_reading(*shown)},
        entries=entries,
        changes=(),
        missed=dict.fromkeys([was for was, _ in PAIRS], 9),
    )
    assert judge([later], open_matters=as_open(first)) == [first]


def test_a_number_that_is_known_to_be_false_is_not_hidden_in_a_storm():
    reference = Reference(known_false={PAIRS[0][1]: ("cn/other",)})
    found = judge([a_storm(PAIRS, reference=reference)])
    assert by_matter(found) == [("replacement", "urgent", PAIRS[0][1]), ("storm", "routine", "")]


def test_a_link_that_dials_no_line_of_the_provider_is_a_contradiction():
    shown = (a_sighting(LISTED, target=PREMIUM), a_sighting(PREMIUM, layer="tel_link", owner="police"))
    (found,) = judge([on_contact(*shown)])
    assert by_matter([found]) == [("contradiction", "urgent", PREMIUM)]
    page = {CONTACT: a_reading(*shown)}
    assert judge([a_case(now=page, before=page)], open_matters=as_open(found)) == [found]
    assert judge([on_contact(LISTED)], open_matters=as_open(found)) == []


def test_a_page_that_leads_elsewhere_is_urgent_until_it_is_back():
    left = a_case(
        fetches={CONTACT: a_fetch(CONTACT, "left_official_host", detail="redirect: https://evil.example/?a=1")}
    )
    (found,) = judge([left])
    assert (found.matter, found.level, found.page, found.keys) == ("page", "urgent", CONTACT, ())
    assert found.id == finding_id(BANK, "page", (CONTACT,))
    assert "evil.example" in found.summary["en"]
    unread = a_case(fetches={CONTACT: a_fetch(CONTACT, "timed_out")})
    assert judge([unread], open_matters=as_open(found)) == [found]
    assert judge([on_contact(LISTED)], open_matters=as_open(found)) == []


def test_another_host_is_another_ground_and_another_address_on_it_is_not():
    def ground(to):
        fetch = a_fetch(CONTACT, "left_official_host", detail=f"redirect: {to}")
        return judge([a_case(fetches={CONTACT: fetch})])[0].ground

    assert ground("https://evil.example/?a=1") == ground("https://evil.example/?a=2") != ground("https://bad.example/")


@pytest.mark.parametrize(
    ("case", "is_bulkable"),
    [
        (on_contact(NEW, entries=[CLAIMED]), True),
        (a_case(entries=[], now={CONTACT: a_reading(NEW), HELP: a_reading(NEW)}), True),
        # A provider that has its lines is asked about each new one.
        (a_case(now={CONTACT: a_reading(NEW), HELP: a_reading(NEW)}), False),
        (on_contact(NEW), False),
        (on_contact(NEW, entries=[SEEN]), False),
        (on_contact(a_sighting(NEW), a_sighting(NEW, place="footer")), False),
        (on_contact(PREMIUM, entries=[an_entry(PREMIUM, "candidate", origin="a card")]), False),
        (
            a_case(now={CONTACT: a_reading(NEW), HELP: a_reading(NEW)}, reference=Reference(listed={NEW: ("x/y",)})),
            False,
        ),
        (moved(), False),
    ],
)
def test_only_claims_and_lines_of_two_channels_go_in_bulk(case, is_bulkable):
    (found,) = judge([case])
    assert found.is_bulkable is is_bulkable


def test_evidence_is_the_own_sightings_first_each_place_once_and_at_most_five():
    shown = [a_sighting(NEW, place=f"p:nth-of-type({one})") for one in range(9)]
    (found,) = judge([a_case(now={CONTACT: a_reading(*shown), HELP: a_reading(NEW), TERMS: a_reading(NEW)})])
    assert [one.url for one in found.evidence[:3]] == sorted([CONTACT, HELP, TERMS])
    assert len(set(found.evidence)) == len(found.evidence) == load_policy().evidence_most


def test_findings_come_with_the_pressing_first_and_the_same_each_time():
    cases = [
        on_contact(LISTED, NEW),
        on_contact(
            PREMIUM,
            provider=a_provider(id="gb/zebra", known=(Known(number="1", country="GB", origin="o", sure="low"),)),
        ),
        on_contact(NEW, provider=a_provider(id="gb/paylark"), reference=Reference(known_false={NEW: ("x/y",)})),
    ]
    found = judge(cases)
    assert [one.level for one in found] == ["urgent", "review", "routine"]
    assert found == judge(list(reversed(cases)))


def test_no_sentence_calls_anybody_a_scammer():
    cases = [on_contact(PREMIUM), moved(), a_storm(PAIRS)]
    for finding in judge(cases):
        said = " ".join([*finding.summary.values(), *(text for hit in finding.signals for text in hit.reason.values())])
        assert finding.summary["en"].startswith("Check ")
        assert not any(word in said.lower() for word in ("scam", "fraudster", "骗子", "{", "}"))
