"""Lines taken back at once: `withdrawn.json` beside the releases, signed and numbered, subtracts from what anybody holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from directory.records import Record
from publish.folder import alone, replace_file
from publish.signing import SIGNATURE

SCHEMA = "hotlinewatch-withdrawn/1"
WITHDRAWN = "withdrawn.json"
# Of its own: a line is taken back while a release is being made, which may take long.
_LOCK = ".withdrawn-lock"
Identity = tuple[str, str]


class WithdrawnDamaged(ValueError):  # noqa: N818 - names what is the matter
    """A `withdrawn.json` that cannot be read: nobody knows what it takes back, nor its number."""


class WithdrawnLine(Record):
    """A line that its release lists and nobody may rely on any more; since: aware, UTC."""

    provider: str
    key: str
    tel: str
    since: datetime


class Withdrawn(Record):
    """The file: number grows by one a change, whatever release is up; release: the one that was up when it was written."""

    schema: str = SCHEMA
    number: int = 0
    made: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    release: str = ""
    lines: tuple[WithdrawnLine, ...] = ()

    @property
    def names(self) -> frozenset[Identity]:
        """The lines by (provider, key)."""
        return frozenset((line.provider, line.key) for line in self.lines)


def read_withdrawn(folder: Path) -> Withdrawn:
    """Read what is taken back, number 0 before the first time.

    Raises WithdrawnDamaged for a file that is none: who cannot read it must not show the release either.
    """
    file = folder / WITHDRAWN
    if not file.is_file():
        return Withdrawn()
    try:
        return msgspec.json.decode(file.read_bytes(), type=Withdrawn)
    except msgspec.DecodeError as error:
        raise WithdrawnDamaged(f"{file}: {error}; put the last good copy in its place, with its signature") from error


def withdraw(
    folder: Path,
    release: str,
    gone: Sequence[tuple[str, str, str]],
    at: datetime,
    key: Ed25519PrivateKey | None,
    *,
    is_decided: bool = False,
) -> Withdrawn:
    """Take lines back; all others stay as the file has them: only a release, made under its guards, gives a line back.

    release: name of the one that is up. gone: (provider, key, tel) of lines that it lists and that are no longer accepted.
    is_decided: they were decided on just now, so a line that is withdrawn already is withdrawn anew: a release that is
    being made of an earlier state must not give it back. Keeps the number where nothing changes, and writes nothing but a
    signature that is missing.
    """

    def change(before: Withdrawn) -> Iterable[WithdrawnLine]:
        held = {(line.provider, line.key): line for line in before.lines}
        for provider, number, tel in gone:
            if is_decided or (provider, number) not in held:
                held[provider, number] = WithdrawnLine(provider=provider, key=number, tel=tel, since=at)
        return held.values()

    return _changed(folder, release, change, at, key)


class GoingUp(NamedTuple):
    """A release that is to go up. listed: (provider, key) of its lines. seen: the file when they were gathered.

    valid_days: for so long somebody may still rely on a release before it.
    """

    release: str
    listed: Collection[Identity]
    seen: Withdrawn
    valid_days: int


def start_anew(
    folder: Path, up: GoingUp, point: Callable[[], None], at: datetime, key: Ed25519PrivateKey | None
) -> Withdrawn:
    """Let a new release go up, which lists only what was accepted when its lines were gathered.

    What was withdrawn since then and stands among its lines stays withdrawn. So do lines that it does not list, as long as
    a release that does may be in somebody's hands. point: makes the release the one that is up, while nobody withdraws.
    """
    oldest = at - timedelta(days=up.valid_days)

    def change(before: Withdrawn) -> Iterable[WithdrawnLine]:
        for line in before.lines:
            is_listed = (line.provider, line.key) in up.listed
            if (line not in up.seen.lines) if is_listed else (line.since > oldest):
                yield line

    return _changed(folder, up.release, change, at, key, point)


def _changed(
    folder: Path,
    release: str,
    change: Callable[[Withdrawn], Iterable[WithdrawnLine]],
    at: datetime,
    key: Ed25519PrivateKey | None,
    point: Callable[[], None] | None = None,
) -> Withdrawn:
    with alone(folder, _LOCK):
        before = read_withdrawn(folder)
        lines = tuple(sorted(change(before), key=lambda line: (line.provider, line.key)))
        if point is not None:
            point()
        if before.number and (before.release, before.lines) == (release, lines):
            if not _is_signed(folder, key):
                _write(folder, (folder / WITHDRAWN).read_bytes(), key)
            return before
        # Times are told to the second, as everywhere in a release.
        now = at.astimezone(UTC).replace(microsecond=0)
        seconds = tuple(msgspec.structs.replace(one, since=one.since.replace(microsecond=0)) for one in lines)
        after = Withdrawn(number=before.number + 1, made=now, release=release, lines=seconds)
        _write(folder, msgspec.json.format(msgspec.json.encode(after), indent=1) + b"\n", key)
    return after


def _is_signed(folder: Path, key: Ed25519PrivateKey | None) -> bool:
    """Tell whether the file and its signature belong together: whoever wrote them may have died in between."""
    signature = folder / (WITHDRAWN + SIGNATURE)
    if key is None or not signature.is_file():
        return key is None and not signature.exists()
    return key.sign((folder / WITHDRAWN).read_bytes()) == signature.read_bytes()


def _write(folder: Path, data: bytes, key: Ed25519PrivateKey | None) -> None:
    signature = folder / (WITHDRAWN + SIGNATURE)
    # Between these two steps a reader may meet the new file with the old signature: it reads again.
    replace_file(folder / WITHDRAWN, data)
    if key is not None:
        replace_file(signature, key.sign(data))
    elif signature.exists():
        signature.unlink()
