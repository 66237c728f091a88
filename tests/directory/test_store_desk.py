from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, event

from directory.desk import Wanted
from directory.store_trouble import NotFound
from tests.walks.desk import a_world

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    from directory.store import Store  # noqa: PLC0415

    with Store.open(a_world(tmp_path / "home").database) as store:
        yield store


def ids(store, **wanted):
    return [one.finding.id for one in store.queue(Wanted(**wanted), 1)[0]]


def test_the_queue_stands_by_level_then_score_then_age(store):
    order = [(one.finding.level, -one.finding.score) for one in store.queue(Wanted(), 1)[0]]
    assert order == sorted(order, key=lambda pair: (("urgent", "review", "routine").index(pair[0]), pair[1]))


def test_pages_of_the_queue_are_disjoint_and_whole(store):
    parts = [ids(store, offset=offset, limit=5) for offset in range(0, 20, 5)]
    whole = [name for part in parts for name in part]
    assert whole == ids(store) == store.queue_ids(Wanted())
    assert store.queue(Wanted(limit=5), 1)[1] == len(whole) == 17


def test_words_are_sought_in_any_case_and_counted_whole(store):
    rows, count = store.queue(Wanted(text="A NUMBER THAT WAS NOT", limit=3), 1)
    assert (len(rows), count) == (3, 11)
    assert store.queue_ids(Wanted(text="a number that was not", limit=3)) == [one.finding.id for one in rows]


@pytest.mark.parametrize("text", ["%", "_", "'", '"', "\\", "\u202e", "\ud800", "x" * 10_000])
def test_signs_of_the_query_language_are_words_like_others(store, text):
    store.queue(Wanted(text=text), 1)
    store.queue_ids(Wanted(text=text))


def test_a_page_of_the_queue_costs_the_same_number_of_queries_whatever_it_shows(store):
    def queries(**wanted):
        seen = []

        def note(*told):
            seen.append(told[2])

        event.listen(Engine, "before_cursor_execute", note)
        store.queue(Wanted(**wanted), 1)
        event.remove(Engine, "before_cursor_execute", note)
        return len([one for one in seen if one.lstrip().upper().startswith("SELECT")])

    assert queries(limit=1) == queries(limit=50) == queries(level="urgent", limit=50) == 2


def test_seen_is_each_persons_own_and_looking_after_is_one_persons(store):
    name = ids(store)[0]
    store.mark(name, 1, "seen", NOW)
    store.mark(name, 1, "seen", NOW)
    assert (store.queued(name, 1).is_seen, store.queued(name, 2).is_seen) == (True, False)
    assert store.seen_by(name) == ["ada"]
    store.mark(name, 1, "assigned", NOW)
    store.mark(name, 2, "assigned", NOW)
    assert store.queued(name, 1).assigned == "ben"
    assert ids(store, assigned="ben") == [name]
    store.release_finding(name)
    assert store.queued(name, 1).assigned == ""


def test_comments_keep_their_order_and_text(store):
    name = ids(store)[0]
    for n, text in enumerate(("first", "第二", "<script>")):
        store.comment(name, 1 + n % 2, text, NOW + timedelta(minutes=n))
    assert [(one.by, one.text) for one in store.comments(name)] == [
        ("ada", "first"),
        ("ben", "第二"),
        ("ada", "<script>"),
    ]


def test_failed_tries_are_counted_by_name_and_by_client_and_forgotten(store):
    for n in range(3):
        store.note_failed_try("ada", f"192.0.2.{n}", NOW, NOW - timedelta(hours=1))
    assert store.failed_tries("ada", "192.0.2.0", NOW - timedelta(minutes=1)) == (3, 1)
    store.note_failed_try("ben", "192.0.2.0", NOW + timedelta(hours=2), NOW + timedelta(hours=1))
    assert store.failed_tries("ada", "192.0.2.0", NOW - timedelta(minutes=1)) == (0, 1)


def test_a_finding_that_is_none_is_not_found(store):
    with pytest.raises(NotFound):
        store.queued("nothing", 1)
