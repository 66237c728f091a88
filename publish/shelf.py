"""The release that is up, read from the releases folder alone: verified, indexed, and without what was taken back.

Nothing of a release that cannot be verified is ever said. What was verified and is up stays up until a newer
one is verified too; a line that was taken back stays away until a newer, verified list or release gives it back.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import msgspec

from publish.index import Index, NotOurs, read_index
from publish.keys import REVOKED, is_signed_by_any, key_beside, trusted_keys
from publish.names import Names
from publish.release import LATEST, ReleaseRefused, read_latest
from publish.signing import PUBLIC_KEY, SIGNATURE, KeyTrouble
from publish.stored import DIRECTORY, MANIFEST
from publish.verify import verify_release
from publish.withdrawn import SCHEMA as WITHDRAWN_SCHEMA
from publish.withdrawn import WITHDRAWN

# Names of what happens, with fields, for whoever runs the machine.
Tell = Callable[..., object]


class Unverifiable(ValueError):  # noqa: N818 - says what the release is
    """A release, or a list of withdrawn lines, that is not what its manifest or signature says; nothing of it is used."""


class TakenLine(msgspec.Struct, frozen=True):
    """One line taken back since the release."""

    provider: str
    key: str


class Taken(msgspec.Struct, frozen=True):
    """As much of `withdrawn.json` as subtracting needs; what a later version adds is passed over.

    release: folder name of the release it subtracts from. number: grows with each change.
    """

    schema: str
    number: Annotated[int, msgspec.Meta(ge=0)]
    release: str
    lines: tuple[TakenLine, ...]

    @property
    def names(self) -> frozenset[tuple[str, str]]:
        """Give (provider, key) of every line taken back."""
        return frozenset((line.provider, line.key) for line in self.lines)


NOTHING_TAKEN = Taken(schema=WITHDRAWN_SCHEMA, number=0, release="", lines=())


class State(msgspec.Struct, frozen=True):
    """What may be said now. folder: of the release; is_signed: whether a key vouched for it.

    withdrawn: (provider, key) of lines that no longer count; withdrawn_number: of the list that says so. tag: names
    exactly this state, for ETags.
    """

    folder: Path
    index: Index
    names: Names
    release_digest: str
    is_signed: bool
    withdrawn: frozenset[tuple[str, str]]
    withdrawn_number: int
    tag: str = ""


class Shelf:
    """The releases folder as readers see it; `state` is swapped whole and never changed.

    folder: of the releases. public_key: PEM that must have signed everything; None takes `public.pem` of the folder where
    it lies there, and the digests alone where it does not.
    """

    def __init__(self, folder: Path, public_key: bytes | None = None, tell: Tell | None = None) -> None:
        self.folder = folder
        self.state: State | None = None
        self._troubles: dict[str, str] = {}
        self._pinned = public_key
        self._tell = tell if tell is not None else _say_nothing
        self._lock = threading.Lock()
        self._seen: dict[str, object] = {}

    @property
    def trouble(self) -> str:
        """Say why what lies in the folder is not what is up, "" when it is."""
        return "; ".join(self._troubles.values())

    def refresh(self) -> None:
        """Look whether anything moved in the folder, and take it in: first what was taken back, then the release."""
        if self.has_moved(WITHDRAWN):
            self.take_back()
        if self.has_moved(LATEST):
            self.put_up()

    def has_moved(self, name: str) -> bool:
        """Say whether a file of the folder, or its signature, is another than when it was last taken in."""
        return self._seen.get(name) != self._print_of(name)

    def retry(self) -> None:
        """Forget what was seen of what could not be taken in, so that it is tried again."""
        for name in tuple(self._troubles):
            self._seen.pop(name, None)

    def put_up(self) -> None:
        """Verify and index the release that `latest` names, then swap; on trouble the one that is up stays."""
        self._seen[LATEST] = self._print_of(LATEST)
        try:
            fresh = self._loaded()
            if fresh is None:
                return
            with self._lock:
                # The list may have moved while a hundred thousand lines were read.
                self.state = self._without(fresh, self._read_withdrawn_or_known(fresh.folder))
        except (Unverifiable, ReleaseRefused, KeyTrouble, OSError) as error:
            if isinstance(error, KeyTrouble) and (self.folder / REVOKED).is_file():
                # Whoever stole the key may have signed what is up, too.
                self.state = None
            self._in_trouble(LATEST, "release_refused", error)
            return
        self._troubles.pop(LATEST, None)
        self._tell("release_up", release=fresh.folder.name, lines=len(fresh.index.lines), signed=fresh.is_signed)

    def take_down(self, why: str) -> None:
        """Say nothing any more; why: told by `trouble`."""
        self.state = None
        self._troubles["shelf"] = why

    def take_back(self) -> None:
        """Read `withdrawn.json` and subtract its lines from the release that is up; on trouble nothing comes back."""
        self._seen[WITHDRAWN] = self._print_of(WITHDRAWN)
        with self._lock:
            if self.state is None:
                return
            try:
                withdrawn = self._read_withdrawn(self.state.folder)
            except (Unverifiable, KeyTrouble, OSError) as error:
                self._in_trouble(WITHDRAWN, "withdrawn_refused", error)
                return
            self.state = self._without(self.state, withdrawn)
            self._troubles.pop(WITHDRAWN, None)
        self._tell("lines_withdrawn", number=self.state.withdrawn_number, lines=len(self.state.withdrawn))

    def key_for(self, release: Path) -> bytes | None:
        """Give the PEM that vouches for a release: the pinned one, else the one beside it; None where there is none.

        Raises KeyTrouble when it was revoked.
        """
        return self._pinned if self._pinned is not None else key_beside(release)

    def is_vouched_for(self, path: Path, data: bytes, release: Path) -> bool:
        """Say whether the key of `release`, or one that took over from it, signed what a file holds; True without a key.

        Raises KeyTrouble, and OSError where no signature lies beside the file.
        """
        key = self.key_for(release)
        if key is None:
            return True
        return is_signed_by_any(
            data, path.with_name(path.name + SIGNATURE).read_bytes(), trusted_keys(self.folder, key)
        )

    def _loaded(self) -> State | None:
        try:
            release = read_latest(self.folder)
        except UnicodeDecodeError as error:
            raise Unverifiable(f"{LATEST}: is no text, expected the name of a release") from error
        if release is None:
            return None
        up = self.state
        if up is not None and int(release.name) < up.index.number:
            raise Unverifiable(f"{LATEST}: names {release.name}, older than {up.folder.name}, which is up")
        key = self.key_for(release)
        faults = verify_release(release, key)
        if faults:
            raise Unverifiable(f"release {release.name}: {faults[0]}")
        manifest = (release / MANIFEST).read_bytes()
        data = (release / DIRECTORY).read_bytes()
        # Read again after it was verified, so held to the manifest again: the file may have been changed between.
        if msgspec.json.decode(manifest, type=_Digests).files.get(DIRECTORY) != hashlib.sha256(data).hexdigest():
            raise Unverifiable(f"release {release.name}: {DIRECTORY} changed while it was read")
        try:
            index = read_index(data)
        except (msgspec.DecodeError, NotOurs) as error:
            raise Unverifiable(f"release {release.name}: {DIRECTORY} cannot be read: {error}") from error
        if f"{index.number:06d}" != release.name:
            raise Unverifiable(f"release {release.name}: {DIRECTORY} is of number {index.number}")
        return State(
            folder=release,
            index=index,
            names=Names(index.providers),
            release_digest=hashlib.sha256(manifest).hexdigest(),
            is_signed=key is not None,
            withdrawn=frozenset(),
            withdrawn_number=0,
        )

    def _without(self, state: State, withdrawn: Taken) -> State:
        """Subtract; a list made for another release than the one that is up takes nothing back off what it hid."""
        names = withdrawn.names
        up = self.state
        if up is not None and up.folder == state.folder and withdrawn.release != state.folder.name:
            names |= up.withdrawn
        return msgspec.structs.replace(
            state,
            withdrawn=names,
            withdrawn_number=withdrawn.number,
            tag=_digest(state.release_digest, withdrawn.number, names),
        )

    def _read_withdrawn_or_known(self, release: Path) -> Taken:
        """Read the list; where it cannot be trusted, what was known to be withdrawn stays so."""
        try:
            return self._read_withdrawn(release)
        except (Unverifiable, KeyTrouble, OSError):
            up = self.state
            if up is None:
                raise
            lines = tuple(TakenLine(*name) for name in sorted(up.withdrawn))
            return Taken(schema=WITHDRAWN_SCHEMA, number=up.withdrawn_number, release="", lines=lines)

    def _read_withdrawn(self, release: Path) -> Taken:
        """Read the list. Raises Unverifiable for one that is not signed, of another schema, or older than the one in force."""
        path = self.folder / WITHDRAWN
        known = self.state.withdrawn_number if self.state is not None else 0
        if not path.exists():
            if known:
                raise Unverifiable(f"{WITHDRAWN}: is gone, expected number {known} or later")
            return NOTHING_TAKEN
        data = path.read_bytes()
        if not self.is_vouched_for(path, data, release):
            raise Unverifiable(f"{WITHDRAWN}: its signature is not by the key of the releases")
        try:
            withdrawn = msgspec.json.decode(data, type=Taken)
        except msgspec.DecodeError as error:
            raise Unverifiable(f"{WITHDRAWN}: cannot be read: {error}") from error
        if withdrawn.schema != WITHDRAWN_SCHEMA or withdrawn.number < known:
            raise Unverifiable(
                f"{WITHDRAWN}: schema {withdrawn.schema!r}, number {withdrawn.number}; expected "
                f"{WITHDRAWN_SCHEMA!r}, number {known} or later"
            )
        return withdrawn

    def _in_trouble(self, name: str, event: str, error: Exception) -> None:
        self._troubles[name] = str(error)
        self._tell(event, detail=str(error))

    def _print_of(self, name: str) -> tuple[object, ...]:
        return tuple(_fingerprint(self.folder / one) for one in (name, name + SIGNATURE, PUBLIC_KEY, REVOKED))


class _Digests(msgspec.Struct, frozen=True):
    files: dict[str, str]


def _digest(release: str, number: int, withdrawn: frozenset[tuple[str, str]]) -> str:
    whole = msgspec.json.encode((release, number, sorted(withdrawn)))
    return hashlib.sha256(whole).hexdigest()[:24]


def _fingerprint(path: Path) -> tuple[int, int, int] | None:
    """Name a file's content cheaply; None when there is none. A file replaced by a rename is another inode."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _say_nothing(event: str, **fields: object) -> None:
    del event, fields
