"""Honest trouble: a page that is refused, empty, late or out of order says nothing of its lines (signals, section 4)."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from lab.spots import About, Change, Done, Scene, honest
from lab.texts import say
from lab.world import Answer, LabPage

_HTML = (("Content-Type", "text/html; charset=utf-8"),)
_PAGE = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body><main><h1>{title}</h1>{more}</main></body></html>'

# The page and its clean answer → what it answers instead.
Fail = Callable[[LabPage, Answer], Answer]


def _status(status: int) -> Fail:
    def fail(page: LabPage, _: Answer) -> Answer:
        title = say(page.language, "not_found") if status == 404 else f"Error {status}"
        return Answer(url=page.url, status=status, headers=_HTML, body=_PAGE.format(title=title, more="").encode())

    return fail


def _captcha(page: LabPage, _: Answer) -> Answer:
    box = '<div class="g-recaptcha" data-sitekey="0000"></div><form id="challenge-form" action="/cdn-cgi/challenge"></form>'
    return Answer(
        url=page.url, headers=_HTML, body=_PAGE.format(title=say(page.language, "captcha"), more=box).encode()
    )


def _soft_404(page: LabPage, _: Answer) -> Answer:
    return Answer(
        url=page.url, headers=_HTML, body=_PAGE.format(title=say(page.language, "not_found"), more="").encode()
    )


def _blank(page: LabPage, _: Answer) -> Answer:
    return Answer(url=page.url, headers=_HTML, body=b"<!DOCTYPE html><html><head></head><body></body></html>")


def _no_bytes(page: LabPage, _: Answer) -> Answer:
    return Answer(url=page.url, headers=_HTML)


def _cut_off(_: LabPage, answer: Answer) -> Answer:
    """The answer ends in its head."""
    return msgspec.structs.replace(answer, body=answer.body[:200])


def _sign_in(page: LabPage, _: Answer) -> Answer:
    form = '<form method="post"><input name="user"><input name="password" type="password"></form>'
    return Answer(url=page.url, headers=_HTML, body=_PAGE.format(title="Login", more=form).encode())


def failing(fail: Fail) -> Change:
    """One page that has lines fails."""

    def change(scene: Scene) -> Done | None:
        pages = [page for page in scene.one.pages if page.lines and (page.url, "") in scene.answers]
        if not pages:
            return None
        page = scene.chance.choice(pages)
        return Done({(page.url, ""): fail(page, scene.answers[page.url, ""])}, page=page.url)

    return change


_WAYS: dict[str, tuple[str, Fail]] = {
    "answers_403": ("a page is refused", _status(403)),
    "answers_404": ("a page is not there", _status(404)),
    "answers_429": ("a page is asked too often", _status(429)),
    "answers_500": ("a server fails", _status(500)),
    "answers_504": ("a page answers too late", _status(504)),
    "captcha": ("a page asks for a proof of being human", _captcha),
    "soft_404": ("a page says it is not there, with status 200", _soft_404),
    "blank": ("a page without text", _blank),
    "no_bytes": ("an answer without a body", _no_bytes),
    "cut_off": ("an answer that ends in its head", _cut_off),
    "sign_in": ("a page asks to sign in", _sign_in),
}

OPERATORS = tuple(
    honest(About(name, words, "§4 S34", "quiet", ("outcome",)), failing(fail)) for name, (words, fail) in _WAYS.items()
)
