import ast
import re
from pathlib import Path
from typing import get_args

import pytest
from jinja2 import Environment
from jinja2.ext import babel_extract

from directory.requests import RequestState
from directory.terms import ChangeKind, DecisionKind, FindingState, Presence, Role, Status
from directory.views import RunState
from reports.console.app import all_pages
from reports.console.catalogue import choose, speaker, words_of
from reports.console.pages import plots

CONSOLE = Path(__file__).resolve().parents[3] / "reports" / "console"


def said():
    """Give every English sentence that the desk can say, with where it stands."""
    for file in sorted(CONSOLE.rglob("*.j2")):
        with file.open("rb") as text:
            for line, _, message, _ in babel_extract(text, ["_"], [], {"silent": "false"}):
                words = message[0] if isinstance(message, tuple) else message
                if words:
                    yield words, f"{file.name}:{line}"
    for file in sorted(CONSOLE.rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in {
                "say",
                "Bad",
                "NotFound",
            }:
                for one in call.args[:2]:
                    if isinstance(one, ast.Constant) and isinstance(one.value, str):
                        yield one.value, f"{file.name}:{call.lineno}"
    for kind in (DecisionKind, FindingState, Role, Status, Presence, ChangeKind, RequestState):
        yield from ((word, "closed list") for word in get_args(kind))
    yield from ((f"run {state}", "closed list") for state in get_args(RunState))
    yield from ((kind, "plots") for kind in (*plots.STATUSES, *plots.CHANGES, *plots.SHARES, "good", "failed"))
    yield from ((page.nav, page.path) for page in all_pages() if page.nav)


def test_everything_that_the_desk_says_has_its_chinese():
    known = words_of("zh")
    assert [f"{where}: {words}" for words, where in said() if words not in known] == []


def test_nothing_is_translated_that_the_desk_does_not_say():
    own = {words for words, _ in said()} | set(
        re.findall(r'^_[A-Z_]+ = "(.*)"', (CONSOLE / "app.py").read_text(), re.MULTILINE)
    )
    assert sorted(set(words_of("zh")) - own) == []


def test_a_translation_keeps_the_names_that_are_filled_in():
    names = re.compile(r"\{(\w+)\}")
    for english, chinese in words_of("zh").items():
        assert sorted(names.findall(english)) == sorted(names.findall(chinese)), english


def test_every_template_is_one():
    for file in CONSOLE.rglob("*.j2"):
        Environment(autoescape=True).parse(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "lang"),
    [
        (None, None, "", "en"),
        (None, None, "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        (None, None, "fr-FR, ZH-tw", "zh"),
        (None, "en", "zh-CN", "en"),
        ("zh", "en", "", "zh"),
        ("../x", None, "xx;;;,,", "en"),
    ],
)
def test_the_address_speaks_before_the_cookie_and_the_cookie_before_the_browser(asked, kept, accepted, lang):
    assert choose(asked, kept, accepted) == lang


def test_values_are_filled_in_and_never_read_as_a_form():
    assert speaker("zh")("Decided: {n}", n="{0.__class__}") == "已决定：{0.__class__}"
