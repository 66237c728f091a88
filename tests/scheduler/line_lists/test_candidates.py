from datetime import UTC, datetime

import pytest

from directory.records import Entry, Provider
from scheduler.line_lists.candidates import Held, ListHead, plan_import, purpose_of
from scheduler.line_lists.listed import Listed
from scheduler.line_lists.matching import Placed
from verifier.case import is_claimed

HEAD = ListHead(
    file="banks.csv",
    source="osm",
    by="account 3",
    at=datetime(2026, 11, 23, tzinfo=UTC),
    digest="5" * 64,
    format="csv",
    charset="utf-8",
)
KEY = "+442079460018"


def a_provider(name="gb/example-pay", hotline="published", **given):
    return Provider(id=name, name=name, kind="wallet", country="GB", official_hosts=(), hotline=hotline, **given)


def an_entry(provider="gb/example-pay", status="candidate", **given):
    decided = {"decision": 1} if status == "verified" else {}
    return Entry(id=1, provider=provider, key=KEY, status=status, **decided | given)


def plan(*rows, provider=None, entries=(), known_false=None, providers=()):
    provider = provider or a_provider()
    held = Held({(one.provider, one.key): one for one in entries}, known_false or {})
    known = {one.id: one for one in (provider, *providers)}
    placed = [Placed(row, provider, (KEY,)) for row in rows or (Listed("line 2", number="020 7946 0018"),)]
    return plan_import(placed, held, known, HEAD)


def test_a_row_becomes_a_candidate_that_says_where_it_comes_from_and_vouches_for_nothing():
    [entry] = plan(Listed("line 2", number="020 7946 0018", label="lost or stolen card")).added
    assert (entry.status, entry.key, entry.sure, entry.purpose) == ("candidate", KEY, "low", "lost_card")
    assert entry.origin == f"imported 2026-11-23 by account 3 from osm, banks.csv, line 2 (sha256 {'5' * 64})"
    assert not is_claimed(entry)


@pytest.mark.parametrize("status", ["candidate", "verified", "retired", "disputed"])
def test_a_line_that_is_there_is_left_as_it_is(status):
    found = plan(entries=[an_entry(status=status)])
    assert found.added == ()
    assert [one.status for one in found.there] == [status]


def test_a_number_that_stands_twice_counts_once():
    found = plan(Listed("line 2", number="1"), Listed("line 3", number="1"))
    assert (len(found.added), found.repeated) == (1, 1)


def test_what_was_rejected_does_not_come_back_by_a_list():
    [left] = plan(known_false={KEY: ("gb/example-pay",)}).left
    assert "rejected" in left.why


def test_a_verified_line_of_another_firm_is_left_to_a_person_unless_they_share_lines():
    other = a_provider("gb/other", group="ex")
    entries = [an_entry("gb/other", "verified")]
    [left] = plan(entries=entries, providers=[other]).left
    assert "verified line of gb/other" in left.why
    assert plan(provider=a_provider(group="ex"), entries=entries, providers=[other]).left == ()


@pytest.mark.parametrize("hotline", ["none", "app_only"])
def test_who_publishes_no_hotline_gets_none_by_a_list(hotline):
    [left] = plan(provider=a_provider(hotline=hotline)).left
    assert "attest" in left.expected


def test_a_row_without_a_provider_is_left_with_its_place():
    held = Held({}, {})
    row = Placed(Listed("line 7", number="1", names=("Nobody",)), None, (), "no provider", "expected one")
    [left] = plan_import([row], held, {}, HEAD).left
    assert (left.place, left.provider, left.why) == ("line 7", "Nobody", "no provider")


def test_a_lists_own_word_for_a_purpose_comes_first():
    assert purpose_of(Listed("line 2", purpose="press", label="fax"), KEY) == "press"
    assert purpose_of(Listed("line 2", label="Fax"), KEY) == "fax"
    assert purpose_of(Listed("line 2"), KEY) == "general"
