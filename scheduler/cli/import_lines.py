"""Lists of lines into this installation: as candidates with their origin, or judged as claims and not kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from scheduler.claimed import claimed_entries
from scheduler.cli.claims import is_bad, judge_row
from scheduler.cli.deciding import account_of
from scheduler.cli.line_options import Known, placed_rows, tell_left
from scheduler.cli.options import DONE, NOTHING, PARTLY
from scheduler.cli.printing import print_json, print_line, print_table, warn
from scheduler.cli.words import head, say
from scheduler.config import Settings
from scheduler.known import known_now, with_register
from scheduler.line_lists.candidates import Held, ListHead, Plan, plan_import
from scheduler.opened import existing_store, made_store, providers_of

# What most lists of others are; what `check` knows of kinds of pages.
_PAGE_KIND = "community_directory"
ADDED_SHOWN = 50


def import_lines(file: Path, given: Mapping[str, Any], settings: Settings, *, is_json: bool) -> int:
    """Import a list of lines as candidates, or judge it as claims; gives the exit code. Raises click.UsageError."""
    if given["kind"] == "claims":
        return _judge_list(file, given, settings, is_json=is_json)
    head, plan = _planned(file, given, settings)
    return _print_plan(head, plan, given, settings, is_json=is_json)


def _planned(file: Path, given: Mapping[str, Any], settings: Settings) -> tuple[ListHead, Plan]:
    """Read the list, and enter its candidates unless --dry-run is given: all of them, or none where the file is no list."""
    providers = providers_of(settings)
    who = _account(given["by"], settings)
    known = known_now(settings, providers)
    held = Held({(one.provider, one.key): one for one in known.entries}, known.reference.known_false)
    with placed_rows(file, given, Known(providers, known.entries), settings.country) as reading:
        head = ListHead(
            file=file.name,
            source=given["source"] or "a list",
            by=who,
            at=datetime.now(UTC),  # noqa: TID251 - the shell's clock
            digest=reading.digest,
            format=reading.format,
            charset=reading.charset,
        )
        plan = plan_import(reading.rows, held, providers, head)
    if plan.added and not given["is_dry"]:
        touched = {entry.provider for entry in plan.added}
        # The provider's own claims come first, as on its first night: the directory never knows a list alone.
        own = [entry for name in sorted(touched) for entry in claimed_entries(providers[name])]
        with made_store(settings) as store:
            store.seed_candidates([*own, *plan.added])
    return head, plan


def _account(name: str, settings: Settings) -> str:
    if not name:
        return "shell"
    with existing_store(settings) as store:
        return f"account {account_of(store, name).id}"


def _print_plan(head_: ListHead, plan: Plan, given: Mapping[str, Any], settings: Settings, *, is_json: bool) -> int:
    lang = settings.lang
    tell_left(plan.left, given["unread"], lang)
    if is_json:
        print_json({
            "list": head_,
            "dry_run": given["is_dry"],
            "added": plan.added,
            "there": plan.there,
            "repeated": plan.repeated,
            "left": plan.left,
        })  # fmt: skip
    else:
        rows = [(one.provider, one.key, one.purpose, one.label) for one in plan.added[:ADDED_SHOWN]]
        print_table(head(lang, "provider", "number", "purpose", "label"), rows)
        counts = {"added": len(plan.added), "there": len(plan.there), "repeated": plan.repeated, "left": len(plan.left)}
        key = "lines_would" if given["is_dry"] else "lines_imported"
        print_line(say(lang, key, file=head_.file, digest=head_.digest[:12], charset=head_.charset, **counts))
    if not (plan.added or plan.there or plan.left):
        warn(say(lang, "lines_empty", file=head_.file))
        return NOTHING
    return PARTLY if plan.left else DONE


def _judge_list(file: Path, given: Mapping[str, Any], settings: Settings, *, is_json: bool) -> int:
    """Judge every row as a claim that somebody else makes; print one object or one line each, keep nothing."""
    if given["is_dry"] or given["by"]:
        raise click.UsageError("--as claims: keeps nothing, so --dry-run and --by mean nothing")
    providers = providers_of(settings)
    count = is_partly = 0
    known = known_now(settings, providers)
    with (
        placed_rows(file, given, Known(providers, known.entries), settings.country) as reading,
        with_register(known, settings) as full,
    ):
        for one in reading.rows:
            count += 1
            name = one.provider.id if one.provider is not None else next(iter(one.row.names), "")
            row = {
                "provider": name,
                "country": one.row.country,
                "number": one.row.number,
                "url": "",
                "page_kind": _PAGE_KIND,
            }
            line = judge_row(row, has_rest=False, known=full, settings=settings)
            is_partly |= is_bad(line) or one.provider is None
            why = {"place": one.row.place, "left": " ".join(filter(None, (one.why, one.expected)))}
            if is_json:
                print_json(why | line)
            else:
                print_line(
                    "  ".join(
                        (
                            one.row.place,
                            line["provider"] or "",
                            line["number"],
                            say(settings.lang, f"verdict_{line['verdict']}"),
                            why["left"],
                        )
                    )
                )
    if not count:
        warn(say(settings.lang, "lines_empty", file=file.name))
        return NOTHING
    return PARTLY if is_partly else DONE
