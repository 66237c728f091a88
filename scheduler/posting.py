"""Who is told what of which run: messages are kept in the outbox, each thing once for each recipient."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from directory.nights import Night
from directory.outbox import Letter, LetterKind
from directory.store import Store
from reports.delivery import messages
from reports.delivery.messages import Message, PageMoved
from reports.nightly import compose
from reports.view import Report
from reports.words import Lang
from scheduler.config import Settings
from scheduler.delivery_settings import Recipient
from scheduler.imprint import imprint_of
from scheduler.in_force import policy_in_force
from scheduler.passes import previous_night

# Runs that ended while nobody looked are told for as long; what is older is read in the reports.
TOLD_WITHIN = timedelta(hours=26)


# Gives of the things named what a recipient was not told yet.
Knows = Callable[[str, Sequence[str]], list[str]]


class Told(NamedTuple):
    """A message for one recipient, and the names of what it tells."""

    to: str
    kind: LetterKind
    message: Message
    whats: tuple[str, ...]


def post_runs(settings: Settings, store: Store, now: datetime, passes: Collection[str] = ()) -> list[Letter]:
    """Keep what the runs that ended lately call for; give the messages that are new.

    passes: runs of scheduled passes, whose digest is sent though they found nothing. Raises StoreTrouble.
    """
    if not settings.delivery.to:
        return []
    runs = [name for name, at, state in store.runs() if state == "closed" and now - at <= TOLD_WITHIN]
    fresh = set(store.untold("", [f"run {name}" for name in runs]))
    kept: list[Letter] = []
    for name in reversed(runs):
        if f"run {name}" in fresh:
            told = tell_run(settings, store, store.night(name), store.untold, is_pass=name in passes)
            kept += [letter for one in told if (letter := keep(store, one, now)) is not None]
            store.keep_letter(None, "", [f"run {name}"], now)
    return kept


def post_alarm(settings: Settings, store: Store, now: datetime, last: str) -> list[Letter]:
    """Keep the alarm that no valid run ended, once a day. last: when the last one was, "" for never."""
    kept = []
    for to in settings.delivery.to:
        what = f"alarm {now:%Y-%m-%d}"
        if to.is_for("alarm") and store.untold(to.name, [what]):
            said = messages.alarm(_lang(to, settings), last, settings.schedule.alert_after_h)
            kept.append(keep(store, Told(to.name, "alarm", said, (what,)), now))
    return [letter for letter in kept if letter is not None]


def keep(store: Store, told: Told, now: datetime) -> Letter | None:
    """Keep one message with what it tells; None where somebody else said it."""
    letter = letter_of(told, now)
    return letter if store.keep_letter(letter, told.to, told.whats, now) else None


def letter_of(told: Told, now: datetime) -> Letter:
    """Give the row of a message. Its id follows from what it tells whom, so that a copy is seen to be one."""
    digest = hashlib.sha256("\x00".join((told.to, told.kind, *told.whats)).encode()).hexdigest()[:32]
    # A domain that cannot be somebody else's (RFC 2606); the digest is unique by itself.
    name = f"{now:%Y%m%dT%H%M%SZ}.{digest}@hotlinewatch.invalid"
    return Letter(
        id=name, to=told.to, kind=told.kind, made_at=now, title=told.message.title, body=told.message.body, next_at=now
    )


def tell_run(settings: Settings, store: Store, night: Night, knows: Knows, *, is_pass: bool) -> list[Told]:
    """Say what each recipient is told of a night, as far as they were not told before. Keeps nothing."""
    previous = previous_night(store, night)
    imprint = imprint_of(settings, policy_in_force(store))
    told = []
    for to in settings.delivery.to:
        report = compose(night, previous, _lang(to, settings), imprint)
        told += [_tell_urgent(to, report, knows), _tell_pages(to, report, knows, settings.delivery.pages_again_after)]
        told += [_tell_digest(to, report, knows, is_pass=is_pass)]
    return [one for one in told if one is not None]


def _tell_digest(to: Recipient, report: Report, knows: Knows, *, is_pass: bool) -> Told | None:
    whats = knows(to.name, [f"digest {report.night.run.id}"]) if to.is_for("digest") else []
    is_news = bool(report.changes) or any(card.is_new for card in report.cards) or report.tone == "broken"
    is_news = is_news or any(card.is_new for bunch in report.bunches for card in bunch.cards)
    if not whats or not (is_news or (is_pass and to.quiet_nights)):
        return None
    return Told(to.name, "digest", messages.digest(report, is_long=to.is_mail), tuple(whats))


def _tell_urgent(to: Recipient, report: Report, knows: Knows) -> Told | None:
    if not to.is_for("urgent"):
        return None
    # The ground is part of the name: what rests on new evidence is told again.
    names = {f"urgent {one.id} {one.ground}": one.id for one in report.night.findings if one.level == "urgent"}
    whats = knows(to.name, list(names))
    ids = {names[what] for what in whats}
    cards = [card for card in report.cards if card.id in ids]
    return Told(to.name, "urgent", messages.urgent(report, cards), tuple(whats)) if whats else None


def _tell_pages(to: Recipient, report: Report, knows: Knows, again_after: int) -> Told | None:
    if not to.is_for("pages"):
        return None
    night = report.night
    whys = {one.page: one for one in night.outcomes}
    moved: dict[str, PageMoved] = {}
    for url, (how, nights) in sorted(night.transitions.items()):
        one = whys.get(url)
        if one is None or (how == "nth" and nights != again_after):
            continue
        # Once a day: a page that comes and goes between two runs of a day is one matter.
        why = one.fetch if one.reading is None else one.reading
        name = night.names.get(one.provider, one.provider)
        moved[f"page {how} {url} {night.run.at:%Y-%m-%d}"] = PageMoved(name, url, how, nights, why)
    whats: Sequence[str] = knows(to.name, list(moved))
    said = messages.pages_moved(report, [moved[what] for what in whats])
    return Told(to.name, "pages", said, tuple(whats)) if whats else None


def _lang(to: Recipient, settings: Settings) -> Lang:
    return to.lang or settings.lang


def preview(settings: Settings, store: Store, now: datetime, run_id: str | None) -> list[Letter]:
    """Give the messages that would be kept now, or for one run as if nobody had been told; keeps nothing.

    Raises NotFound for a run that is not there or not finished.
    """
    runs = [name for name, at, state in store.runs() if state == "closed" and now - at <= TOLD_WITHIN]
    wanted = store.untold("", [f"run {name}" for name in reversed(runs)]) if run_id is None else [f"run {run_id}"]
    knows: Knows = store.untold if run_id is None else _nobody_knows
    would = [
        one
        for name in wanted
        for one in tell_run(settings, store, store.night(name.removeprefix("run ")), knows, is_pass=run_id is not None)
    ]
    return [letter_of(one, now) for one in would]


def _nobody_knows(_to: str, whats: Sequence[str]) -> list[str]:
    return list(whats)
