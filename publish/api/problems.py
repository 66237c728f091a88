"""What the API says when it cannot answer: RFC 9457 bodies, rendered once, holding nothing of the request."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
from starlette.responses import Response

MEDIA = "application/problem+json"
# A list of languages longer than this is none (RFC 9110, 12.5.4 sets no limit).
LANGUAGES_READ = 200
_CHINESE = re.compile(r"(?:^|[,\s])zh\b[^,]*?(?:;\s*q=(?P<weight>[01](?:\.\d{0,3})?))?\s*(?:,|$)", re.IGNORECASE)
_ENGLISH = re.compile(r"(?:^|[,\s])en\b[^,]*?(?:;\s*q=(?P<weight>[01](?:\.\d{0,3})?))?\s*(?:,|$)", re.IGNORECASE)


class ProblemBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """The body of every answer that is none. code: one of a closed list, for programs; title: for people, in English or Chinese.

    parameter: the name of the part of the request that cannot be read, where one is to blame.
    """

    code: str
    title: str
    status: int
    parameter: str = ""


class Problem(Exception):  # noqa: N818 - the word of RFC 9457
    """An answer that is none. code: a key of problems.toml. headers: further ones, such as Retry-After."""

    def __init__(self, code: str, *, parameter: str = "", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.parameter = parameter
        self.headers = dict(headers or {})


@cache
def problem_texts() -> dict[str, dict[str, str | int]]:
    """Every problem by its code: status, and its words in each language."""
    return tomllib.loads((Path(__file__).parent / "problems.toml").read_text(encoding="utf-8"))


def answer_problem(problem: Problem, languages: str) -> Response:
    """Render a problem. languages: the request's Accept-Language; Chinese where it is preferred, else English."""
    text = problem_texts()[problem.code]
    lang = preferred(languages)
    status = int(text["status"])
    body = ProblemBody(code=problem.code, title=str(text[lang]), status=status, parameter=problem.parameter)
    headers = {
        "content-language": lang,
        "vary": "Accept-Language",
        "cache-control": "no-store",
        **problem.headers,
    }
    return Response(msgspec.json.encode(body), status_code=status, media_type=MEDIA, headers=headers)


def preferred(languages: str) -> str:
    """Say which of `en` and `zh` an Accept-Language asks for; `en` in doubt."""
    given = languages[:LANGUAGES_READ]
    return "zh" if _weight(_CHINESE, given) > _weight(_ENGLISH, given) else "en"


def _weight(language: re.Pattern[str], given: str) -> float:
    found = [float(one["weight"] or 1) for one in language.finditer(given)]
    return max(found, default=0.0)
