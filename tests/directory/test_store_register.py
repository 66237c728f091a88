from datetime import date

import msgspec
import pytest

from directory.register import Report, ReportList
from directory.store import Store
from directory.store_trouble import StoreTrouble

DAY = date(2026, 10, 1)
ONE, TWO, OTHER = "+12025550101", "+12025550102", "+12025550103"


def a_list(make, source="ftc", dated_on=DAY, digest="d" * 64):
    return ReportList(
        source=source,
        dated_on=dated_on,
        about="callers",
        format="ftc",
        region="US",
        digest=digest,
        imported_at=make.at(),
    )


def imported(store: Store, make, pieces, **fields):
    number = store.begin_list(a_list(make, **fields))
    for piece in pieces:
        store.add_reports(number, piece)
    return store.finish_list(number, rows=3, empty=1, unread=2)


def test_a_list_counts_its_numbers_over_all_its_pieces(store: Store, make):
    done = imported(store, make, [{ONE: 2, TWO: 1}, {}, {ONE: 1}])
    assert (done.numbers, done.rows, done.empty, done.unread) == (2, 3, 1, 2)
    assert store.report_lists() == [done]
    assert store.reports_of([ONE, TWO, OTHER]) == [
        Report(key=ONE, source="ftc", dated_on=DAY, about="callers", reports=3),
        Report(key=TWO, source="ftc", dated_on=DAY, about="callers", reports=1),
    ]


def test_nobody_is_told_of_a_list_before_it_is_whole_and_the_next_import_drops_what_is_left(store: Store, make):
    imported(store, make, [{ONE: 1}])
    left = store.begin_list(a_list(make))
    store.add_reports(left, {TWO: 1})
    assert [one.key for one in store.reports_of([ONE, TWO])] == [ONE]
    assert len(store.report_lists()) == 1
    done = imported(store, make, [{OTHER: 1}])
    assert [one.key for one in store.reports_of([ONE, TWO, OTHER])] == [OTHER]
    assert store.report_lists() == [done]
    with pytest.raises(StoreTrouble):
        store.add_reports(left, {TWO: 1})


def test_lists_of_other_dates_and_sources_stand_beside_each_other_until_they_are_dropped(store: Store, make):
    later = date(2026, 10, 2)
    imported(store, make, [{ONE: 1}], source="own")
    imported(store, make, [{ONE: 4}], dated_on=later)
    imported(store, make, [{ONE: 2}])
    assert [(one.source, one.reports) for one in store.reports_of([ONE])] == [("ftc", 2), ("ftc", 4), ("own", 1)]
    assert [one.dated_on for one in store.report_lists("ftc")] == [DAY, later]
    assert [one.dated_on for one in store.drop_lists("ftc", later)] == [later]
    assert [one.source for one in store.drop_lists("own")] == ["own"]
    assert store.drop_lists("own") == []
    assert [one.reports for one in store.reports_of([ONE])] == [2]


def test_many_keys_are_asked_at_once(store: Store, make):
    keys = {f"+1202{n:07}": 1 for n in range(700)}
    imported(store, make, [keys])
    assert len(store.reports_of(list(keys))) == len(keys)


def test_false_numbers_name_their_decision(store: Store, make):
    store.decide(make.draft(kind="reject"), lambda _: make.effect(known_false=(("xx/pay", ONE), ("xx/bank", ONE))))
    [bank, pay] = store.false_numbers()
    assert (bank.provider, pay.provider, pay.key, pay.decision, pay.since) == ("xx/bank", "xx/pay", ONE, 1, make.at())


def test_a_block_is_told_of_by_numbers_that_people_were_told_to_call_and_no_others(store: Store, make):
    imported(store, make, [{ONE: 1}])
    left = store.begin_list(msgspec.structs.replace(a_list(make, source="own"), about="called"))
    store.add_reports(left, {TWO: 2, OTHER: 1, "+12025560101": 1, "CN:95188": 1})
    assert store.reported_in(["+1202555"]) == []
    store.finish_list(left, rows=4, empty=0, unread=0)
    assert store.reported_in(["+1202555", "+4420794"]) == [TWO, OTHER]
    assert store.reported_in([]) == []
