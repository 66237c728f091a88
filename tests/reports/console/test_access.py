from datetime import UTC, datetime, timedelta

import pytest

from directory.store import Store
from reports.console.access import TRIES_A_CLIENT, TRIES_A_NAME, id_of, is_from_here, session_of, sign_in

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
PASSWORD = "a long word of nobody"  # noqa: S105 - of an account that lives for a test
CLIENT = "192.0.2.7"


@pytest.fixture
def store(tmp_path):
    with Store.open(f"sqlite:///{tmp_path / 'directory.db'}") as store:
        store.add_account("ada", "reviewer", PASSWORD, NOW)
        yield store


def enter(store, password=PASSWORD, name="ada", client=CLIENT, at=NOW):
    return sign_in(store, name, password, client, at)


def test_who_knows_the_password_has_a_session_whose_token_the_store_does_not_know(store):
    token = enter(store).token
    assert session_of(store, token, NOW).account.name == "ada"
    assert store.session(token, NOW - timedelta(1), NOW - timedelta(1)) is None
    assert store.session(id_of(token), NOW - timedelta(1), NOW - timedelta(1)) is not None


@pytest.mark.parametrize("token", ["", "x", "a" * 64])
def test_no_other_token_opens_a_session(store, token):
    enter(store)
    assert session_of(store, token, NOW) is None


def test_a_session_ends_an_hour_after_its_last_use_and_a_day_after_its_beginning(store):
    token = enter(store).token
    assert session_of(store, token, NOW + timedelta(minutes=59)) is not None
    assert session_of(store, token, NOW + timedelta(hours=2)) is None
    token = enter(store).token
    for minutes in range(0, 24 * 60, 50):
        assert session_of(store, token, NOW + timedelta(minutes=minutes)) is not None
    assert session_of(store, token, NOW + timedelta(hours=24)) is None


def test_a_new_password_a_new_role_and_a_disabled_account_end_the_sessions(store):
    for change in (
        lambda: store.set_password("ada", "another long word"),
        lambda: store.set_role("ada", "viewer"),
        lambda: store.disable("ada"),
    ):
        store.set_password("ada", PASSWORD)
        token = enter(store).token
        change()
        assert session_of(store, token, NOW) is None


def test_five_failures_lock_a_name_for_everyone_even_with_the_right_password(store):
    for _ in range(TRIES_A_NAME):
        assert enter(store, "wrong").refused == "wrong"
    assert enter(store, client="192.0.2.8").refused == "locked"
    assert enter(store, at=NOW + timedelta(minutes=16)).refused == ""


def test_a_client_that_tries_many_names_is_locked_and_others_are_not(store):
    for n in range(TRIES_A_CLIENT):
        assert enter(store, "wrong", name=f"nobody{n}").refused == "wrong"
    assert enter(store).refused == "locked"
    assert enter(store, client="192.0.2.8").refused == ""


def test_a_name_that_is_none_is_refused_in_the_words_of_a_wrong_password(store):
    assert enter(store, name="x" * 100_000).refused == "wrong"
    assert enter(store, name="").refused == "wrong"


@pytest.mark.parametrize(
    ("headers", "is_ours"),
    [
        ({}, True),
        ({"origin": "https://desk.example", "sec-fetch-site": "same-origin"}, True),
        ({"origin": "https://desk.example.attacker.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://desk.example"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "https://desk.example"}, False),
    ],
)
def test_only_a_form_of_this_desk_is_taken(headers, is_ours):
    assert is_from_here(headers, "https://desk.example") is is_ours
