from datetime import timedelta

import msgspec
import pytest

from directory.findings import Evidence
from directory.snapshots import SnapshotDamaged, read_snapshot
from directory.store import Store

FIRST, SECOND, THIRD, SEEN = (sign * 64 for sign in "abce")


def three_nights(store: Store, make):
    for number, digest in enumerate((FIRST, SECOND, THIRD), 1):
        fetch = make.fetch(at=make.at(number), snapshot=digest)
        make.closed(store, number, fetch, make.reading(snapshot=digest))


def test_a_pages_latest_capture_is_needed_and_older_ones_only_while_they_are_young(store, make):
    three_nights(store, make)
    assert store.needed_snapshots(make.at(2)) == {SECOND, THIRD}
    assert store.needed_snapshots(make.at(99)) == {THIRD}


def test_the_latest_good_capture_stays_beside_a_later_one_that_was_blocked(store, make):
    make.closed(store, 1, make.fetch(snapshot=FIRST), make.reading(snapshot=FIRST))
    blocked = make.reading(snapshot=SECOND, outcome="blocked", sightings=())
    make.closed(store, 2, make.fetch(at=make.at(2), snapshot=SECOND), blocked)
    assert store.needed_snapshots(make.at(99)) == {FIRST, SECOND}


def test_what_an_open_finding_and_a_line_rest_on_is_needed(store, make):
    three_nights(store, make)
    shown = Evidence(url=make.page, snapshot=FIRST, place="main", layer="visible", quote="Call us")
    entry = make.entry(snapshot=SEEN)
    make.begun(store, 4)
    store.close_run("run-4", make.night(4, findings=(make.finding(evidence=(shown,)),)), [entry])
    assert store.needed_snapshots(make.at(99)) == {FIRST, THIRD, SEEN}


def test_an_open_runs_captures_are_needed_whatever_time_it_stands_for(store, make):
    make.read(store, make.begun(store), make.fetch())
    make.closed(store, 2, make.fetch(at=make.at(2), snapshot=SECOND), make.reading(snapshot=SECOND))
    assert store.needed_snapshots(make.at(99)) == {FIRST, SECOND}


def test_moved_captures_lie_elsewhere_and_gone_ones_say_so_until_they_are_seen_again(store, make, tmp_path):
    three_nights(store, make)
    moved = msgspec.structs.replace(store.capture(THIRD), file="warc/kept/kept-1.warc.gz", offset=289)
    store.move_captures([moved], [FIRST, SECOND])
    assert store.every_capture() == [moved]
    with pytest.raises(SnapshotDamaged, match="no longer kept"):
        read_snapshot(tmp_path, store.capture(FIRST))
    # The page goes back to what it was: its bytes are fetched, and lie somewhere, again.
    make.read(store, make.begun(store, 4), make.fetch(at=make.at(4), snapshot=FIRST))
    again = store.capture(FIRST)
    assert again == make.capture(snapshot=FIRST)
    assert store.capture(THIRD) == moved
    assert store.needed_snapshots(make.at(4) + timedelta(days=1)) >= {FIRST}
