"""The shell as the review desk sees it: decisions under the trust rules, the release that follows, the releases there are."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import structlog
from sqlalchemy import make_url

from directory.crops import read_crop
from directory.decisions import Account, Decision
from directory.findings import Finding
from directory.records import Provider
from directory.store import Store
from directory.store_trouble import NotFound, StoreTrouble
from publish.api.rate import client_of, read_networks
from publish.release import ReleaseRefused, list_releases, read_latest, releases_in
from publish.signing import KeyTrouble
from publish.stored import read_manifest
from publish.withdrawn import WithdrawnDamaged
from reports.console.doors import Answer, Outcome, Preview, ReleaseShown, Releasing
from reports.console.replay import Sought
from scheduler.config import Settings, exceptions
from scheduler.deciding import Rules, Speaker, append, bound_to, draft_of, rules_of
from scheduler.opened import providers_of
from scheduler.readiness import readiness
from scheduler.releasing import decided_since_release, release_after_decisions
from scheduler.replaying import replay_snapshot
from scheduler.withdrawing import mend_withdrawn, withdraw_unaccepted
from verifier.consent import NotAllowed
from verifier.decide import after_decision, bulkable, once_agreed
from verifier.policy import policy_name

# The releases that a page lists; the folder holds all.
RELEASES_SHOWN = 50

log = structlog.get_logger()


class Desk:
    """What the desk is handed (`reports.console.doors.Doors`), over an open store."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._replays = partial(replay_snapshot, settings, store)
        self._trusted = read_networks(settings.desk.trusted_proxies)
        self._described = Described(settings)
        self._releaser = Releaser(settings)

    def now(self) -> datetime:
        """Give the time, UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the shell's clock

    def replay(self, snapshot: str, sought: Sought) -> str | None:
        """Give the HTML that shows a captured page."""
        return self._replays(snapshot, sought)

    def crop(self, digest: str) -> bytes | None:
        """Give the picture of that digest; None for one that is gone, or for what is no digest."""
        try:
            return read_crop(self._settings.data, digest)
        except ValueError:
            return None

    def providers(self) -> Mapping[str, Provider]:
        """Give the providers of this installation."""
        return self._described.now()

    def client_of(self, peer: str, forwarded: str) -> str:
        """Name the client whose tries are counted."""
        return client_of(peer, forwarded, self._trusted)

    def preview(self, account: Account, finding: str) -> Preview:
        """Tell what accepting a finding would do now; nothing is decided."""
        rules = rules_of(self._store)
        try:
            draft = self._draft(account, Answer(kind="accept", reason="preview", finding=finding), self.providers())
            state = self._store.state_for(draft)
            waits = after_decision(state, *rules).waits_for
            return Preview(entries=once_agreed(state).entries, waits_for=waits)
        except (NotAllowed, NotFound) as refusal:
            return Preview(refused=str(refusal))

    def decide(self, account: Account, answers: Sequence[Answer]) -> Sequence[Outcome]:
        """Append decisions; what they take back is withdrawn before this returns, the release follows by itself."""
        rules, providers = rules_of(self._store), self.providers()
        outcomes = [self._decided(account, answer, rules, providers) for answer in answers]
        touched = {one.decision.provider for one in outcomes if one.decision and not one.decision.waits_for}
        if touched:
            withdraw_unaccepted(self._store, self._settings, providers, self.now(), touched)
            self._releaser.ask(touched)
        return outcomes

    def bulkable(self, findings: Sequence[Finding]) -> Sequence[str]:
        """Name those of some open findings that the policy lets be accepted together."""
        return [one.id for one in bulkable(findings)[0]]

    def releases(self) -> Sequence[ReleaseShown]:
        """Give the latest releases, the newest first."""
        folder = releases_in(self._settings.data)
        up = read_latest(folder)
        return [_shown(path, is_up=path == up) for path in list_releases(folder)[::-1][:RELEASES_SHOWN]]

    def releasing(self) -> Releasing:
        """Tell whether a release is being made, and what went wrong with the last."""
        return self._releaser.state

    def wait_for_release(self, timeout_s: float) -> bool:
        """Wait until every release that decisions asked for is made; tell whether that was in time."""
        return self._releaser.wait(timeout_s)

    def readiness(self) -> Mapping[str, bool]:
        """Tell what must hold for this installation to be relied on, and whether it does."""
        return {one.id: one.holds for one in readiness(self._store, self._settings, self.now())}

    def policy(self) -> Mapping[str, Any]:
        """Give the policy in force."""
        policy = rules_of(self._store).policy
        return {"name": policy_name(policy), **msgspec.to_builtins(policy)}

    def close(self) -> None:
        """End the releasing thread, once what was asked of it is done."""
        self._releaser.close()

    def _decided(self, account: Account, answer: Answer, rules: Rules, providers: Mapping[str, Provider]) -> Outcome:
        try:
            decided = append(self._store, self._draft(account, answer, providers), rules)
        except (NotAllowed, NotFound) as refusal:
            return Outcome(refused=str(refusal))
        return Outcome(decision=decided.decision, until=decided.until)

    def _draft(self, account: Account, answer: Answer, providers: Mapping[str, Provider]) -> Decision:
        speaker = Speaker(account, "desk", self.now(), answer.reason)
        if answer.undoes is not None:
            undone = next(iter(self._store.latest_decisions("", "", 1, answer.undoes + 1)), None)
            if undone is None or undone.seq != answer.undoes:
                raise NotFound(f"decision {answer.undoes}: there is none of that number")
            more: dict[str, Any] = {"finding": undone.finding, "key": undone.key, "was": undone.was}
            owner, more["undoes"] = undone.provider, undone.seq
        elif answer.finding:
            finding = self._store.finding(answer.finding)
            more = {**bound_to(finding), "until": answer.until}
            more["ground"] = answer.ground or finding.ground
            owner = finding.provider
        else:
            owner, more = answer.provider, {"key": answer.key}
        return draft_of(answer.kind, providers.get(owner), speaker, provider_id=owner, **more)


def rows_of(settings: Settings) -> tuple[tuple[str, str], ...]:
    """Say of an installation what the desk shows to those who are signed in: setting → value, no secret among them."""
    shipped = "shipped" if settings.shipped else ""
    rows = (
        ("data", str(settings.data)),
        ("database", make_url(settings.database).render_as_string(hide_password=True)),
        ("providers", " + ".join(filter(None, (shipped, str(settings.providers or ""))))),
        ("contact", settings.contact),
        ("country", settings.country),
        ("desk.address", settings.desk.address),
        ("desk.trusted_proxies", ", ".join(settings.desk.trusted_proxies)),
        ("api.trusted_proxies", ", ".join(settings.api.trusted_proxies)),
    )
    return tuple((name, value or "–") for name, value in (*rows, *(("exception", one) for one in exceptions(settings))))


class Described:
    """The providers as their files say now; read again where a file came, went or changed, seen every few seconds."""

    def __init__(self, settings: Settings, look_every_s: float = 2.0) -> None:
        self._settings = settings
        self._look_every_s = look_every_s
        self._looked_at = 0.0
        self._known: tuple[frozenset[tuple[str, int]], Mapping[str, Provider]] | None = None

    def now(self) -> Mapping[str, Provider]:
        """Give them by id. Raises ProviderError."""
        began = time.monotonic()
        if self._known is not None and began - self._looked_at < self._look_every_s:
            return self._known[1]
        self._looked_at = began
        folder = self._settings.providers
        state = frozenset() if folder is None else frozenset(_files_below(folder))
        known = self._known
        if known is None or known[0] != state:
            known = self._known = (state, providers_of(self._settings))
        return known[1]


def _files_below(folder: Path) -> Iterator[tuple[str, int]]:
    """Give the provider files of a folder with when they were written; a tenth of what `Path.rglob` takes for a thousand."""
    for place, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".toml"):
                file = os.path.join(place, name)  # noqa: PTH118 - as above
                yield file, os.stat(file).st_mtime_ns  # noqa: PTH116


class Releaser:
    """Makes the release that follows decisions, one at a time, in a thread and a store of its own."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._asked: set[str] = set()
        self._trouble = ""
        self._is_making = True
        self._ends = False
        self._moved = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="releaser", daemon=True)
        self._thread.start()

    @property
    def state(self) -> Releasing:
        """Where the release that follows stands."""
        with self._moved:
            return Releasing(is_making=self._is_making or bool(self._asked), trouble=self._trouble)

    def ask(self, providers: set[str]) -> None:
        """Ask for a release; what is asked while one is made is in the next."""
        with self._moved:
            self._asked |= providers
            self._moved.notify_all()

    def wait(self, timeout_s: float) -> bool:
        """Wait until nothing is asked and nothing is made; tell whether that was in time."""
        with self._moved:
            return self._moved.wait_for(lambda: not (self._asked or self._is_making), timeout_s)

    def close(self) -> None:
        """Let the thread end when it is done."""
        with self._moved:
            self._ends = True
            self._moved.notify_all()
        self._thread.join()

    def _run(self) -> None:
        # What a desk that died after a decision left undone.
        self._told(self._made(None))
        while True:
            with self._moved:
                self._is_making = False
                self._moved.notify_all()
                self._moved.wait_for(lambda: self._asked or self._ends)
                if not self._asked:
                    return
                asked, self._asked = self._asked, set()
                self._is_making = True
            self._told(self._made(asked))

    def _told(self, trouble: str) -> None:
        with self._moved:
            self._trouble = trouble

    def _made(self, asked: set[str] | None) -> str:
        """Release what was decided on; None for whatever the release that is up knows nothing of. Gives the trouble."""
        try:
            with Store.open(self._settings.database) as store:
                touched = decided_since_release(store, self._settings) if asked is None else asked
                now = datetime.now(UTC)  # noqa: TID251 - the shell's clock
                if touched:
                    release_after_decisions(store, self._settings, providers_of(self._settings), now, touched)
                else:
                    mend_withdrawn(self._settings, now)
        except (StoreTrouble, ReleaseRefused, KeyTrouble, WithdrawnDamaged, msgspec.DecodeError, OSError) as error:
            log.error("no_release", trouble=str(error))  # noqa: TRY400 - what a person reads, without a trace
            return str(error)
        return ""


def _shown(path: Path, *, is_up: bool) -> ReleaseShown:
    manifest = read_manifest(path)
    number, lines = int(path.name), manifest.entries
    return ReleaseShown(number=number, made=manifest.made, expires=manifest.expires_at, lines=lines, is_up=is_up)
