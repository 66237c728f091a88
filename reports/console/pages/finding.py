"""One finding: what changed, why it is asked, the proof, what others said of it, and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from difflib import ndiff
from typing import Literal
from urllib.parse import urlencode

import msgspec
from starlette.responses import RedirectResponse, Response

from directory.decisions import Decision
from directory.desk import Queued
from directory.providers import basis
from reports.console.doors import Answer
from reports.console.evidence import gather_evidence
from reports.console.pages.tonight import told_of, wanted_of
from reports.console.view import Again, Form, Page, Shown, View

# The queue is walked in its own order, from wherever a person stands in it.
WALKED = 1000
MOST_COMMENT_CHARS = 4000
_ANSWERS: tuple[Literal["accept", "reject", "wait", "undo"], ...] = ("accept", "reject", "wait", "undo")


def show(view: View) -> Shown:
    """Show a finding, and note that who asks has looked at it."""
    queued = view.store.queued(view.given["id"], view.account.id)
    if not queued.is_seen:
        view.store.mark(queued.finding.id, view.account.id, "seen", view.now)
    finding = queued.finding
    before, after = neighbours(view, finding.id)
    decisions = [one for one in view.store.decisions_on(finding.provider) if _is_about(one, queued)]
    return {
        "queued": queued,
        "finding": finding,
        "name": view.name_of(finding.provider),
        "seen": gather_evidence(finding, view.store, view.lang, view.signs),
        "ask_crop": f"/finding/{finding.id}/crop" if view.may_decide else "",
        "preview": view.doors.preview(view.account, finding.id),
        "decisions": decisions[::-1],
        "people": {str(one.id): one.name for one in view.store.accounts()},
        "moved": _moved_ground(view, queued) if finding.matter == "ground" else (),
        "comments": view.store.comments(finding.id),
        "seen_by": view.store.seen_by(finding.id),
        "before": before,
        "after": after,
        "walk": _walk(view),
        **told_of(view),
        "error": "",
        "next_week": (view.now + timedelta(days=7)).date(),
    }


def act(view: View, form: Form) -> Response:
    """Answer, comment on or look after a finding, then lead to the next one."""
    name, verb = view.given["id"], form.get("verb", "")
    here = f"/finding/{name}"
    if verb == "comment" and (text := form.get("text", "").strip()):
        view.store.comment(name, view.account.id, text[:MOST_COMMENT_CHARS], view.now)
    elif verb == "assign":
        view.store.mark(name, view.account.id, "assigned", view.now)
    elif verb == "release":
        view.store.release_finding(name)
    elif verb in _ANSWERS:
        return _answered(view, form, name, verb)
    return RedirectResponse(view.link(), 303) if view.query else RedirectResponse(here, 303)


def _answered(view: View, form: Form, name: str, verb: str) -> Response:
    _, after = neighbours(view, name)
    if problem := _problem(view, form, verb):
        raise Again(problem)
    outcome = view.doors.decide(view.account, [_answer(form, name, verb)])[0]
    if outcome.decision is None:
        raise Again(outcome.refused)
    told = {**_walk(view), "done": outcome.decision.seq, "answered": name}
    if outcome.decision.waits_for:
        told["waits"] = outcome.decision.waits_for
    lead = f"/finding/{after}" if after and verb != "undo" else f"/finding/{name}" if verb == "undo" else "/"
    return RedirectResponse(f"{lead}?{urlencode(told)}", 303)


def _walk(view: View) -> dict[str, str]:
    """The filters under which the queue is walked."""
    return {name: value for name, value in view.query.items() if name not in ("done", "answered", "waits")}


def _answer(form: Form, name: str, verb: str) -> Answer:
    until = _day(form.get("until", "")) if verb == "wait" else None
    undoes = int(form["undoes"]) if verb == "undo" else None
    ground = "" if verb == "undo" else form.get("ground", "")
    kind = next(one for one in _ANSWERS if one == verb)
    return Answer(kind=kind, reason=form.get("reason", ""), finding=name, ground=ground, until=until, undoes=undoes)


def _problem(view: View, form: Form, verb: str) -> str:
    """What is wrong with a form, in words; "" when nothing is."""
    if not form.get("reason", "").strip():
        return view.say("A reason is needed: a sentence for those who read it later.")
    day = _day(form.get("until", ""))
    if verb == "wait" and (day is None or day <= view.now.date()):
        return view.say("A date after today (UTC) is needed, on which it is asked again.")
    if verb == "undo" and not form.get("undoes", "").isdecimal():
        return view.say("It is not said which decision is taken back.")
    return ""


def neighbours(view: View, name: str) -> tuple[str, str]:
    """The findings before and behind one in the queue that the address names; "" where there is none."""
    names = view.store.queue_ids(msgspec.structs.replace(wanted_of(view), offset=0, limit=WALKED))
    if name not in names:
        return "", names[0] if names else ""
    at = names.index(name)
    return names[at - 1] if at else "", names[at + 1] if at + 1 < len(names) else ""


def _is_about(decision: Decision, queued: Queued) -> bool:
    finding = queued.finding
    keys = {finding.number, finding.was} - {""}
    return decision.finding == finding.id or bool(keys & {decision.key, decision.was, *decision.keys})


def _moved_ground(view: View, queued: Queued) -> list[str]:
    """What of the provider's file is another than when its lines were decided on, line by line: "+ …", "- …"."""
    finding = queued.finding
    described = view.doors.providers().get(finding.provider)
    numbers = {one.decision for one in view.store.entries(finding.provider) if one.decision and one.key in finding.keys}
    grounds = view.store.bases_of(numbers)
    if described is None or not grounds:
        return []
    then, now = grounds[max(grounds)], basis(described)
    return [line for line in ndiff(_lines_of(then), _lines_of(now)) if line[0] in "+-"]


def _lines_of(ground: Mapping[str, object]) -> list[str]:
    return msgspec.json.format(msgspec.json.encode(ground)).decode().splitlines()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


PAGE = Page("/finding/{id}", show, "finding.j2", act)
