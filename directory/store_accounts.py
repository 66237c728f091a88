"""Accounts: who may look, decide, and run the place."""

from __future__ import annotations

from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import Connection, delete, func, insert, select, update

from directory import tables
from directory.decisions import Account
from directory.store_door import Door
from directory.store_rows import AnyRow, account_of
from directory.store_trouble import NotFound
from directory.tables_desk import sessions
from directory.terms import Role

# RFC 9106, 4: the second recommended option (64 MiB, three passes, four lanes) is this library's default.
HASHER = PasswordHasher()


class AccountStore(Door):
    """The people behind decisions. Names are what people type; decisions hold ids."""

    def add_account(self, name: str, role: Role, password: str | None, at: datetime) -> Account:
        """Add an account; without a password it decides from the shell only. at: now, aware.

        Raises ValueError for a name that is taken, or empty.
        """
        secret = None if password is None else HASHER.hash(password)
        with self.writing(alone=True) as connection:
            if not name or _found(connection, name) is not None:
                raise ValueError(f"account {name!r}: got a name that is empty or taken, expected a new one")
            last = connection.scalar(select(func.coalesce(func.max(tables.accounts.c.id), 0))) or 0
            row = {"id": last + 1, "name": name, "role": role, "secret": secret, "disabled": 0, "created_at": at}
            connection.execute(insert(tables.accounts), row)
            return account_of(_must_find(connection, name))

    def accounts(self) -> list[Account]:
        """List every account by id, disabled ones too."""
        with self.looking() as connection:
            found = [account_of(row) for row in connection.execute(select(tables.accounts))]
        return sorted(found, key=lambda account: account.id)

    def account(self, name: str) -> Account:
        """Give the account of that name. Raises NotFound."""
        with self.looking() as connection:
            return account_of(_must_find(connection, name))

    def set_password(self, name: str, password: str) -> None:
        """Replace an account's password. Raises NotFound."""
        self._change(name, secret=HASHER.hash(password))

    def set_role(self, name: str, role: Role) -> None:
        """Give an account another role. Raises NotFound; ValueError where nobody would be an admin any more."""
        self._change(name, role=role)

    def disable(self, name: str) -> None:
        """Bar an account from looking and deciding; its past decisions stand.

        Raises NotFound; ValueError where nobody would be an admin any more.
        """
        self._change(name, disabled=1)

    def check_password(self, name: str, password: str) -> Account | None:
        """Give the account when the password is its own; None otherwise, and for a disabled or unknown one."""
        with self.looking() as connection:
            row = _found(connection, name)
        if row is None or row.secret is None or row.disabled:
            # As much work as for a name that exists, so that the time taken names nobody.
            HASHER.hash(password)
            return None
        try:
            HASHER.verify(row.secret, password)
        except VerifyMismatchError:
            return None
        return account_of(row)

    def _change(self, name: str, **columns: object) -> None:
        with self.writing(alone=True) as connection:
            row = _must_find(connection, name)
            is_admin = _is_active_admin(row)
            connection.execute(update(tables.accounts).where(tables.accounts.c.id == row.id).values(**columns))
            # Whoever has another password, another role or none begins anew.
            connection.execute(delete(sessions).where(sessions.c.account == row.id))
            if is_admin and not any(map(_is_active_admin, connection.execute(select(tables.accounts)))):
                told = "is the only admin, without whom nobody can change accounts; add another one first"
                raise ValueError(f"account {name!r}: {told}: `user add NAME --role admin --by {name}`")


def _is_active_admin(row: AnyRow) -> bool:
    return row.role == "admin" and not row.disabled


def _found(connection: Connection, name: str) -> AnyRow | None:
    return connection.execute(select(tables.accounts).where(tables.accounts.c.name == name)).one_or_none()


def _must_find(connection: Connection, name: str) -> AnyRow:
    row = _found(connection, name)
    if row is None:
        raise NotFound(f"account {name!r}: there is none of that name; `user list` shows them, `user add` adds one")
    return row
