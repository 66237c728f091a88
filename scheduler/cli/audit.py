"""The verb `audit`: whether the chain of decisions is whole and the one that releases carry, and a copy of it to keep."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click
import msgspec

from directory.audit import Fault, carried_fault, copy_fault, print_chain, read_chain, verify_chain
from directory.decisions import Decision
from directory.records import Record
from publish.folder import replace_file
from publish.release import list_releases, releases_in
from publish.signing import PUBLIC_KEY, KeyTrouble
from publish.stored import MANIFEST
from publish.verify import verify_release
from scheduler.cli.options import DONE, NOTHING, STORE_TROUBLE, USAGE, common_options, exit_codes
from scheduler.cli.printing import print_json, print_line, warn
from scheduler.cli.words import say
from scheduler.config import Settings
from scheduler.opened import existing_store, has_store, providers_of
from scheduler.undecided import undecided

if TYPE_CHECKING:
    from directory.store import Store

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class Witness(Record):
    """What the chain was held against, and what is wrong: `place` is the number of a decision, 0 where there is none."""

    name: str
    length: int
    place: int = 0
    reason: str = ""


class Audited(NamedTuple):
    """What was found. strays: verified lines that the chain does not hold up. seen: what it was held against."""

    decisions: list[Decision]
    broken: Fault | None
    strays: list[str]
    seen: list[Witness]


class _Ground(msgspec.Struct, frozen=True):
    chain_length: int
    chain_head: str


class _Carried(msgspec.Struct, frozen=True):
    """As much of a manifest as holding the chain against it needs."""

    ground: _Ground


@click.group(epilog=exit_codes(DONE, USAGE, NOTHING, STORE_TROUBLE))
def audit() -> None:
    """Check the chain of decisions, or keep a copy of it."""


@audit.command(epilog=exit_codes(DONE, USAGE, NOTHING, STORE_TROUBLE))
@click.option(
    "--against",
    "releases",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="RELEASE",
    help="Hold it against this release, by number or folder; all releases at hand when none is named.",
)
@click.option("--copy", "copies", multiple=True, type=_FILE, metavar="FILE", help="Hold it against an exported copy.")
@click.option("--public-key", type=_FILE, metavar="PEM", help="The key that must have signed those releases.")
@click.option("--json", "is_json", is_flag=True, help="Print one JSON object.")
@common_options
def verify(
    releases: tuple[Path, ...],
    *,
    copies: tuple[Path, ...],
    public_key: Path | None,
    is_json: bool,
    settings: Settings,
) -> int:
    """Find the first break of the chain: an edit, a gap, an insertion, another order, a cut tail, a chain rewritten.

    A tail that was cut off and a chain that was rewritten whole are seen only from outside: by a release that
    carries its length and head, or by a copy. Where there is no directory, the copy itself is checked.
    """
    folder = releases_in(settings.data)
    chosen = [_release(folder, path) for path in releases] or list_releases(folder)
    pem = None if public_key is None else public_key.read_bytes()
    broken, decisions, strays = _look(copies[0] if copies else None, settings)
    seen = [] if broken else [_held_against_release(decisions, path, pem) for path in chosen]
    seen += [] if broken else [_held_against_copy(decisions, path) for path in copies]
    _tell(Audited(decisions, broken, strays, seen), settings, is_json=is_json)
    return STORE_TROUBLE if broken or strays or any(one.reason for one in seen) else DONE


@audit.command(epilog=exit_codes(DONE, USAGE, NOTHING, STORE_TROUBLE))
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@common_options
def export(file: Path | None, *, settings: Settings) -> int:
    """Write the chain as JSON lines, oldest first, to FILE or to stdout: a copy to keep elsewhere, such as in git.

    A FILE that is there is an earlier copy: it is replaced only when the chain still begins with all it holds.
    """
    with existing_store(settings) as store:
        broken, decisions = _chain_of(store)
    if broken is None and file is not None and file.exists():
        broken = copy_fault(decisions, read_chain(file.read_bytes(), str(file)), str(file))
    if broken is not None:
        warn(say(settings.lang, "chain_broken", place=broken[0], reason=broken[1]))
        return STORE_TROUBLE
    data = b"".join(print_chain(decisions))
    if file is None:
        click.echo(data, nl=False)
        return DONE
    replace_file(file, data)
    warn(say(settings.lang, "chain_exported", path=str(file), length=len(decisions)))
    return DONE


def _look(copy: Path | None, settings: Settings) -> tuple[Fault | None, list[Decision], list[str]]:
    """The chain with its first break, and the lines it does not hold up."""
    if copy is not None and not has_store(settings):
        # Where only the copy is, as in a repository of its own, the copy is the chain.
        decisions = read_chain(copy.read_bytes(), str(copy))
        return verify_chain(decisions), decisions, []
    with existing_store(settings) as store:
        broken, decisions = _chain_of(store)
        lines = [] if broken else undecided(store, providers_of(settings))
    return broken, decisions, [f"{one.provider} {one.key}" for one in lines]


def _chain_of(store: Store) -> tuple[Fault | None, list[Decision]]:
    broken = store.verify_chain()
    return broken, [] if broken else store.decisions()


def _release(folder: Path, named: Path) -> Path:
    chosen = named if named.is_dir() else folder / named.name
    if not chosen.is_dir():
        raise click.UsageError(f"--against {named}: no such release; `hotlinewatch release list` shows them")
    return chosen


def _held_against_release(decisions: list[Decision], release: Path, pem: bytes | None) -> Witness:
    """A release that was changed itself is no witness; without a key given, it must at least be signed by its own."""
    own = release / PUBLIC_KEY
    key = own.read_bytes() if pem is None and own.is_file() else pem
    try:
        faults = verify_release(release, key)
    except KeyTrouble as error:
        faults = (str(error),)
    if faults:
        return Witness(name=str(release), length=0, reason=f"is not as it was made: {faults[0]}")
    ground = msgspec.json.decode((release / MANIFEST).read_bytes(), type=_Carried).ground
    fault = carried_fault(decisions, ground.chain_length, ground.chain_head, f"release {release.name}")
    return _witness(str(release), ground.chain_length, fault)


def _held_against_copy(decisions: list[Decision], file: Path) -> Witness:
    copy = read_chain(file.read_bytes(), str(file))
    return _witness(str(file), len(copy), verify_chain(copy) or copy_fault(decisions, copy, file.name))


def _witness(name: str, length: int, fault: Fault | None) -> Witness:
    place, reason = fault or (0, "")
    return Witness(name=name, length=length, place=place, reason=reason)


def _tell(found: Audited, settings: Settings, *, is_json: bool) -> None:
    broken, length = found.broken, len(found.decisions)
    if is_json:
        head = found.decisions[-1].hash if length else ""
        fault: dict[str, Any] | None = None if broken is None else {"place": broken[0], "reason": broken[1]}
        print_json({"length": length, "head": head, "fault": fault, "undecided": found.strays, "against": found.seen})
        return
    if broken is not None:
        print_line(say(settings.lang, "chain_broken", place=broken[0], reason=broken[1]))
        return
    print_line(say(settings.lang, "chain_sound", length=length))
    for line in found.strays:
        print_line(say(settings.lang, "line_undecided", line=line))
    for one in found.seen:
        words = "chain_differs" if one.reason else "chain_agrees"
        print_line(say(settings.lang, words, name=one.name, length=one.length, reason=one.reason))
