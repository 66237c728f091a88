from __future__ import annotations

import pytest

from directory.decisions import Account
from directory.store import Store
from directory.store_trouble import NotFound


def test_accounts_are_listed_by_id(store: Store, make):
    zoe = store.add_account("zoe", "admin", None, make.at())
    ann = store.add_account("ann", "viewer", "a long password", make.at())
    assert zoe == Account(id=1, name="zoe", role="admin", is_disabled=False, created_at=make.at())
    assert store.accounts() == [zoe, ann]
    assert store.account("ann") == ann


def test_password_is_kept_as_argon2_and_checked(store: Store, make):
    ann = store.add_account("ann", "reviewer", "a long password", make.at())
    with store.looking() as connection:
        secret = connection.exec_driver_sql("SELECT secret FROM accounts").scalar()
    assert secret.startswith("$argon2id$")
    assert store.check_password("ann", "a long password") == ann
    assert store.check_password("ann", "another password") is None
    assert store.check_password("bob", "a long password") is None


def test_account_without_a_password_cannot_sign_in(store: Store, make):
    store.add_account("ann", "reviewer", None, make.at())
    assert store.check_password("ann", "") is None
    store.set_password("ann", "a long password")
    assert store.check_password("ann", "a long password") is not None


def test_disabled_account_cannot_sign_in_and_stays_listed(store: Store, make):
    store.add_account("ann", "reviewer", "a long password", make.at())
    store.disable("ann")
    assert store.check_password("ann", "a long password") is None
    assert [one.is_disabled for one in store.accounts()] == [True]


def test_name_that_is_taken_or_empty_is_refused(store: Store, make):
    store.add_account("ann", "viewer", None, make.at())
    for name in ("ann", ""):
        with pytest.raises(ValueError, match="empty or taken"):
            store.add_account(name, "viewer", None, make.at())


def test_unknown_name_is_told_with_what_to_do(store: Store):
    for call in (store.account, store.disable, lambda name: store.set_password(name, "a long password")):
        with pytest.raises(NotFound, match="account 'bob': there is none of that name"):
            call("bob")
