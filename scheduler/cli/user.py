"""The verb `user`: accounts of those who review."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

import click

from directory.terms import Role
from scheduler.cli.options import DONE, NOTHING, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, print_table
from scheduler.cli.words import head, say
from scheduler.config import Settings
from scheduler.opened import existing_store, has_store, made_store

if TYPE_CHECKING:
    from directory.store import Store

# NIST SP 800-63B, 3.1.1.2: eight characters are the least a chosen password may have.
PASSWORD_LEAST_CHARS = 8
# Whose word an account's making, barring or new password needs, once there is an admin.
BY = click.option("--by", "by", metavar="ACCOUNT", help="The admin who says so; needed once there is one.")
PASSWORD_STDIN = click.option("--password-stdin", "from_stdin", is_flag=True, help="Read the password from stdin.")


@click.group(epilog=exit_codes(DONE, USAGE, NOTHING, STORE_TROUBLE))
def user() -> None:
    """Add, list, change and disable accounts. Every decision names one."""


@user.command(epilog=exit_codes(DONE, USAGE, STORE_TROUBLE))
@click.argument("name")
@click.option("--role", type=click.Choice(get_args(Role)), default="reviewer", show_default=True)
@click.option("--no-password", "is_shell_only", is_flag=True, help="An account for the shell only, never for the desk.")
@BY
@PASSWORD_STDIN
@common_options
def add(name: str, *, role: Role, is_shell_only: bool, by: str | None, from_stdin: bool, settings: Settings) -> None:
    """Add the account NAME; the password is asked for."""
    if has_store(settings):
        with existing_store(settings) as store:
            _check_admin(store, by)
    password = None if is_shell_only else _ask_password(from_stdin=from_stdin)
    now = datetime.now(UTC)  # noqa: TID251 - the shell's clock
    with made_store(settings) as store:
        try:
            account = store.add_account(name, role, password, now)
        except ValueError as error:
            raise click.UsageError(str(error)) from error
    print_line(say(settings.lang, "account_added", name=account.name, role=account.role, id=account.id))


@user.command("list", epilog=exit_codes(DONE, NOTHING, STORE_TROUBLE))
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def list_accounts(*, is_json: bool, settings: Settings) -> None:
    """List the accounts, disabled ones too."""
    with existing_store(settings) as store:
        accounts = store.accounts()
    if is_json:
        print_json({"accounts": accounts})
        return
    if not accounts:
        print_line(say(settings.lang, "no_accounts"))
    print_table(
        head(settings.lang, "id", "name", "role", "state", "created"),
        [
            (
                str(one.id),
                one.name,
                one.role,
                say(settings.lang, "disabled" if one.is_disabled else "active"),
                one.created_at.date().isoformat(),
            )
            for one in accounts
        ],
    )


@user.command(epilog=exit_codes(DONE, USAGE, NOTHING, STORE_TROUBLE))
@click.argument("name")
@BY
@PASSWORD_STDIN
@common_options
def passwd(name: str, *, by: str | None, from_stdin: bool, settings: Settings) -> None:
    """Replace the password of the account NAME; who it belongs to says so with --by NAME."""
    with existing_store(settings) as store:
        store.account(name)
        _check_admin(store, by, own=name)
        store.set_password(name, _ask_password(from_stdin=from_stdin))
    print_line(say(settings.lang, "password_set", name=name))


@user.command(epilog=exit_codes(DONE, USAGE, NOTHING, STORE_TROUBLE))
@click.argument("name")
@click.argument("new_role", metavar="ROLE", type=click.Choice(get_args(Role)))
@BY
@common_options
def role(name: str, *, new_role: Role, by: str | None, settings: Settings) -> None:
    """Give the account NAME the role ROLE: viewer, reviewer or admin."""
    _change(settings, by, lambda store: store.set_role(name, new_role))
    print_line(say(settings.lang, "account_role", name=name, role=new_role))


@user.command(epilog=exit_codes(DONE, USAGE, NOTHING, STORE_TROUBLE))
@click.argument("name")
@BY
@common_options
def disable(name: str, *, by: str | None, settings: Settings) -> None:
    """Bar the account NAME from looking and deciding; its past decisions stand."""
    _change(settings, by, lambda store: store.disable(name))
    print_line(say(settings.lang, "account_disabled", name=name))


def _change(settings: Settings, by: str | None, change: Callable[[Store], None]) -> None:
    with existing_store(settings) as store:
        _check_admin(store, by)
        try:
            change(store)
        except ValueError as error:
            raise click.UsageError(str(error)) from error


def _check_admin(store: Store, by: str | None, own: str | None = None) -> None:
    """Refuse whoever is no admin, where there is one; `own` may say so too. Raises NotFound, click.UsageError."""
    admins = [one.name for one in store.accounts() if one.role == "admin" and not one.is_disabled]
    if not admins or (by is not None and by in {*admins, own} and not store.account(by).is_disabled):
        return
    named = "nobody" if by is None else f"{by}, who is a {store.account(by).role}"
    raise click.UsageError(f"--by: got {named}, expected an admin who is active: {', '.join(admins)}")


def _ask_password(*, from_stdin: bool) -> str:
    if not from_stdin and not sys.stdin.isatty():
        raise click.UsageError("no terminal to ask for the password; give it as a line with --password-stdin")
    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    if len(password) < PASSWORD_LEAST_CHARS:
        raise click.UsageError(f"password: got {len(password)} characters, expected at least {PASSWORD_LEAST_CHARS}")
    return password
