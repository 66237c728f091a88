"""The verb `attest`: a dated statement with a file, where no page shows a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from directory.decisions import Decision
from directory.providers import basis, find_provider
from directory.records import Provider
from directory.terms import PURPOSES
from scheduler.cli.deciding import (
    account_of,
    append,
    decider_options,
    draft_of,
    print_decisions,
    render_decisions,
    rules_of,
)
from scheduler.cli.options import DONE, NOTHING, PARTLY, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import warn
from scheduler.cli.words import say
from scheduler.config import Settings
from scheduler.opened import made_store, providers_of
from scheduler.proofs import BadProof, Cut, find_proof, keep_proof, make_proof
from scheduler.which import find_key
from verifier.attested import ATTESTED, Statement, statement_of
from verifier.policy import Policy

if TYPE_CHECKING:
    from directory.store import Store

_DAY = click.DateTime(["%Y-%m-%d"])
# A shorter beginning of a digest means several files sooner or later.
_LEAST_DIGEST = 12


class _Told(NamedTuple):
    """What a statement rests on: the digest of its file, and what is said of it."""

    digest: str
    statement: Statement


class _CutType(click.ParamType[Cut]):
    name = "x,y,w,h"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Cut:
        """Read four whole numbers."""
        parts = str(value).split(",")
        if len(parts) != 4 or not all(part.strip().isascii() and part.strip().isdigit() for part in parts):
            self.fail(f"got {value!r}, expected x,y,width,height in whole pixels, such as 0,120,1290,80", param, ctx)
        x, y, width, height = map(int, parts)
        return x, y, width, height


@click.command(epilog=exit_codes(DONE, USAGE, PARTLY, NOTHING, STORE_TROUBLE))
@click.argument("number")
@click.option("--provider", required=True, help="Whose line it is (id, or any of its names).")
@click.option("--country", default="", metavar="CC", help="Read NUMBER as dialled in this country.")
@click.option(
    "--file",
    "proof",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What proves it: a screenshot (PNG, JPEG, WebP), a PDF or a text; kept in the data folder.",
)
@click.option(
    "--kept", default="", metavar="DIGEST", help="Instead of --file: join a statement with the file kept for it."
)
@click.option(
    "--cut",
    "cuts",
    multiple=True,
    type=_CutType(),
    help="Paint over this part of the picture; may stand several times.",
)
@click.option("--date", "day", type=_DAY, help="The day the file shows the line on; today unless given.")
@click.option("--until", type=_DAY, help="Until when it may be relied on; as long as the policy lets it unless given.")
@click.option("--purpose", type=click.Choice(PURPOSES), default=None, help="What the line is for.")
@click.option("--label", default="", metavar="TEXT", help="What the app calls the line.")
@decider_options
@common_options
def attest(
    number: str, *, provider: str, country: str, by: str, reason: str, is_json: bool, settings: Settings, **given: Any
) -> int:
    """State that NUMBER is the provider's line, where only a file can show it, as for support inside an app.

    A picture is written anew, so that nothing of it is kept but what can be seen: no place, no camera, no comment. Paint
    over names, balances and account numbers with --cut; x and y count from the upper left of the picture as it is seen.
    It counts like any other decision: a second person joins it with --kept, or you after the time of cooling off. When it
    expires, the line becomes a question.
    """
    if (given["proof"] is None) == (not given["kept"]):
        raise click.UsageError("say which: --file FILE for a new statement, or --kept DIGEST to join one")
    owner = find_provider(providers_of(settings), provider)
    key = find_key(number, country=country, provider=owner, default=settings.country).key
    with made_store(settings) as store:
        account, rules = account_of(store, by), rules_of(store)
        told = _joined(store, owner, key, given, settings) if given["kept"] else _new(given, rules.policy, settings)
        parts: dict[str, Any] = {"key": key, "ground": told.digest, "basis": basis(owner) | {ATTESTED: told.statement}}
        decided = append(store, draft_of("attest", owner, account, reason, **parts), rules)
        render_decisions(store, settings, [decided])
    code = print_decisions([decided], [], settings, is_json=is_json)
    if decided.missing and not is_json:
        warn(say(settings.lang, "join_statement", digest=told.digest[:_LEAST_DIGEST]))
    return code


def _new(given: dict[str, Any], policy: Policy, settings: Settings) -> _Told:
    """Check the days and keep the file, in this order: nothing is kept of a statement that is refused."""
    today = datetime.now(UTC).date()  # noqa: TID251 - the shell's clock
    day = today if given["day"] is None else given["day"].date()
    longest = day + timedelta(days=policy.expires_after_days)
    until = longest if given["until"] is None else given["until"].date()
    _check_days(day, until, today, longest)
    try:
        proof = make_proof(given["proof"].read_bytes(), given["cuts"])
    except BadProof as wrong:
        raise click.UsageError(f"--file {given['proof']}: {wrong}") from wrong
    keep_proof(proof, settings.data)
    if not proof.is_rewritten:
        warn(say(settings.lang, "kept_as_it_is", file=given["proof"].name))
    statement: Statement = {
        "on": day.isoformat(),
        "until": until.isoformat(),
        "file": f"{proof.digest}.{proof.suffix}",
        "cuts": len(given["cuts"]),
        "purpose": given["purpose"] or "",
        "label": given["label"].strip(),
    }
    return _Told(proof.digest, statement)


def _check_days(day: date, until: date, today: date, longest: date) -> None:
    if day > today:
        raise click.UsageError(f"--date: got {day}, expected a day that has begun (UTC)")
    if longest <= today:
        raise click.UsageError(
            f"--date: got {day}; a statement of that day has expired on {longest}, expected a newer file"
        )
    if not today < until <= longest:
        raise click.UsageError(f"--until: got {until}, expected a day after today and not after {longest}")


def _joined(store: Store, owner: Provider, key: str, given: dict[str, Any], settings: Settings) -> _Told:
    """Find the latest statement on this line with that file. Raises click.UsageError for none, and for a file that is gone."""
    said = [name for name in ("day", "until", "purpose", "label", "cuts") if given[name]]
    if said:
        raise click.UsageError("--kept: joins a statement as it was made; --date, --until, --cut and words are its own")
    found = _statements(store.attested(), owner.id, key, given["kept"].lower())
    if len(given["kept"]) < _LEAST_DIGEST or found is None:
        raise click.UsageError(
            f"--kept {given['kept']}: no statement on {key} of {owner.id} has such a file; expected at least "
            f"{_LEAST_DIGEST} characters of the digest that `attest` printed"
        )
    if find_proof(found.digest, settings.data) is None:
        raise click.UsageError(f"--kept {found.digest}: the file is gone from the data folder, or was changed there")
    return found


def _statements(decisions: Sequence[Decision], provider: str, key: str, digest: str) -> _Told | None:
    for one in reversed(decisions):
        if (one.provider, one.key) == (provider, key) and one.ground.startswith(digest):
            statement = statement_of(one.basis)
            return None if statement is None else _Told(one.ground, statement)
    return None
