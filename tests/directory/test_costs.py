from datetime import UTC, datetime

from directory.costs import RunCost, Share, a_page, cost_of, total
from directory.records import Cost, Fetch

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


def a_fetch(**given):
    return Fetch(provider="gb/example-pay", page="https://pay.example/help", at=AT, outcome="ok", **given)


def test_a_plain_page_costs_its_answer():
    assert cost_of(a_fetch(size_bytes=1200, elapsed_s=0.25)) == Cost(bytes=1200, seconds=0.25)
    assert cost_of(a_fetch(size_bytes=1200, rendered=True)).renders == 1


def test_a_page_that_says_what_was_spent_on_it_costs_that():
    spent = Cost(bytes=90_000, seconds=4.5, renders=1)
    assert cost_of(a_fetch(size_bytes=1200, elapsed_s=0.25, cost=spent)) == spent


def test_costs_add_up_and_nothing_costs_nothing():
    assert total([Cost(bytes=1, seconds=0.1), Cost(bytes=2, seconds=0.2, renders=1)]) == Cost(
        bytes=3, seconds=0.3, renders=1
    )
    assert total([]) == Cost()


def test_a_cost_is_shared_out_over_pages_and_over_none_there_is_no_share():
    assert a_page(Cost(bytes=1000, seconds=1, renders=1), 3) == Share(bytes=333, seconds=0.333, renders=0.333)
    assert a_page(Cost(bytes=1000), 0) is None


def test_pages_that_came_or_had_not_changed_have_not_failed():
    outcomes = {"ok": 3, "not_modified": 2, "timed_out": 1, "blocked": 1}
    run = RunCost(id="r", at=AT, state="closed", pages=7, looks=7, outcomes=outcomes, cost=Cost())
    assert run.failed == 2
