"""The verb `deliver`: tell people what the last runs found, show what waits, try the ways out."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from directory.outbox import LETTER_STATES, Letter, LetterState
from directory.store import Store
from scheduler.cli.options import DONE, NOTHING, PARTLY, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, print_table
from scheduler.cli.words import head, say
from scheduler.config import Settings
from scheduler.opened import existing_store

SHOWN = "%Y-%m-%d %H:%M UTC"


@click.command(epilog=exit_codes(DONE, USAGE, PARTLY, NOTHING, STORE_TROUBLE))
@click.argument("action", type=click.Choice(["send", "list"]), default="send")
@click.option("--run", "run_id", metavar="RUN", help="With --dry-run: what this run would have told, told or not.")
@click.option("--to", "name", metavar="NAME", help="Only this recipient.")
@click.option("--dry-run", is_flag=True, help="Print what would be told, word for word; keep and send nothing.")
@click.option("--test", "is_test", is_flag=True, help="Send a test message to each recipient now.")
@click.option("--state", type=click.Choice(LETTER_STATES), help="With list: only in this state.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="With list: at most so many.")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def deliver(
    action: str,
    *,
    run_id: str | None,
    name: str | None,
    dry_run: bool,
    is_test: bool,
    state: LetterState | None,
    limit: int,
    is_json: bool,
    settings: Settings,
) -> int:
    """Tell the recipients in `[delivery]` of hotlinewatch.toml what the runs of the last 26 hours found, each thing once.

    The schedule does so after every pass. list shows messages and whether they went out.
    """
    from scheduler.sending import check_delivery  # noqa: PLC0415 - `--help` and completion pay for no mail library

    settings = _only(settings, name)
    check_delivery(settings.delivery)
    if action == "list":
        return _list(settings, name, state, limit, is_json=is_json)
    if not settings.delivery.to:
        raise click.UsageError("nobody is to be told: name recipients in hotlinewatch.toml, [[delivery.to]]")
    if is_test:
        return _test(settings, is_json=is_json)
    with existing_store(settings) as store:
        if dry_run:
            return _preview(settings, store, run_id, is_json=is_json)
        return _send(settings, store, is_json=is_json)


def _only(settings: Settings, name: str | None) -> Settings:
    import msgspec  # noqa: PLC0415

    if name is None:
        return settings
    known = settings.delivery.to
    if name not in {to.name for to in known}:
        names = ", ".join(to.name for to in known) or "none yet"
        raise click.UsageError(f"--to {name!r}: no recipient of that name; there are {names}")
    only = msgspec.structs.replace(settings.delivery, to=tuple(to for to in known if to.name == name))
    return msgspec.structs.replace(settings, delivery=only)


def _list(settings: Settings, name: str | None, state: LetterState | None, limit: int, *, is_json: bool) -> int:
    with existing_store(settings) as store:
        letters = [one for one in store.letters(state, limit) if name is None or one.to == name]
    if is_json:
        print_json({"letters": letters})
    elif not letters:
        print_line(say(settings.lang, "no_letters"))
    else:
        rows = [(f"{one.made_at:{SHOWN}}", one.to, one.kind, _fate(one, settings), one.title) for one in letters]
        print_table(head(settings.lang, "at", "to", "kind", "state", "title"), rows)
    return DONE if letters else NOTHING


def _fate(letter: Letter, settings: Settings) -> str:
    said = say(settings.lang, f"letter_{letter.state}")
    return f"{said}: {letter.error}" if letter.error else said


def _preview(settings: Settings, store: Store, run_id: str | None, *, is_json: bool) -> int:
    from scheduler.posting import preview  # noqa: PLC0415

    would = preview(settings, store, _now(), run_id)
    if is_json:
        print_json({"letters": would})
    elif not would:
        print_line(say(settings.lang, "nothing_to_tell"))
    for letter in () if is_json else would:
        print_line(f"{letter.to} ({letter.kind})\n{letter.title}\n\n{letter.body}")
    return DONE if would else NOTHING


def _send(settings: Settings, store: Store, *, is_json: bool) -> int:
    from scheduler.posting import post_runs  # noqa: PLC0415
    from scheduler.sending import send_waiting, sends_by  # noqa: PLC0415

    post_runs(settings, store, _now())
    tried = {one.id for one in send_waiting(settings, store, _now, sends_by(settings.delivery))}
    after = [one for one in store.letters(limit=len(tried) + 1000) if one.id in tried]
    return _tell(after, settings, is_json=is_json, nothing="nothing_to_tell")


def _test(settings: Settings, *, is_json: bool) -> int:
    from scheduler.sending import send_trial  # noqa: PLC0415

    return _tell([send_trial(to, settings, _now()) for to in settings.delivery.to], settings, is_json=is_json)


def _tell(letters: list[Letter], settings: Settings, *, is_json: bool, nothing: str = "no_letters") -> int:
    if is_json:
        print_json({"letters": letters})
    elif not letters:
        print_line(say(settings.lang, nothing))
    for one in () if is_json else letters:
        print_line(f"{one.to}  {one.kind}  {_fate(one, settings)}  {one.title}")
    return PARTLY if any(one.state != "sent" for one in letters) else DONE


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the shell's clock
