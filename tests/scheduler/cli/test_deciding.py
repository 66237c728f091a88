from datetime import timedelta

import click
import pytest

from directory.store import Store
from scheduler.cli.deciding import account_of, append, bound_to, draft_of, rules_of
from tests.scheduler.cli.nights import AT, FINDINGS, store_night


@pytest.fixture
def store(home):
    store_night(home)
    with Store.open(f"sqlite:///{home / 'data' / 'directory.db'}") as opened:
        yield opened


def test_only_who_may_decide_and_can_sign_in_counts_as_another_person(store):
    assert rules_of(store).reviewers == 1
    store.add_account("shell", "admin", None, AT + timedelta(days=1))
    assert rules_of(store).reviewers == 1
    store.add_account("bob", "admin", "a long password", AT + timedelta(days=1))
    store.add_account("eve", "reviewer", "another password", AT + timedelta(days=1))
    assert rules_of(store).reviewers == 2
    with pytest.raises(click.UsageError, match="viewer"):
        account_of(store, "vic")


def test_a_decision_names_the_account_by_id_and_the_ground_it_rests_on(store):
    rules = rules_of(store)
    draft = draft_of(
        "reject", None, account_of(store, "ann"), " no ", provider_id="gb/example-pay", **bound_to(FINDINGS[0])
    )
    decided = append(store, draft, rules)
    assert (decided.missing, decided.decision.who, decided.decision.reason) == ("", "1", "no")
    assert decided.decision.ground == FINDINGS[0].ground
    assert store.decisions() == [decided.decision]


def test_a_decision_without_a_reason_is_refused(store):
    with pytest.raises(click.UsageError, match="--reason"):
        draft_of("reject", None, account_of(store, "ann"), "  ", provider_id="gb/example-pay")
