"""Which phrases of a signal's lists stand in the words around a number, and which of them the page says as a warning."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources

from directory.records import Sighting
from verifier.case import Case, Seen, own_in
from verifier.suspicion import asked_sightings

_DATA = tomllib.loads(resources.files("verifier").joinpath("phrases.toml").read_text(encoding="utf-8"))
# Languages that put blanks between words, in letters that `\b` knows; "any" holds names that all of them print.
_SPACED = frozenset(_DATA["spaced"])
# The letters without which no phrase of a language stands in a text. Source: Unicode, Scripts.txt.
_LETTERS = {language: re.compile(f"[{letters}]") for language, letters in _DATA["letters"].items()}
_SENTENCE_END = re.compile(r"[。！？!?；;।\n]|\.(?=\s)")
_BLANKS = re.compile(r"[^\S\n]*(\n)\s*|\s+")
# A window of 80 characters opens in the middle of a sentence, and what denies its first words may stand before it
# ("never tell …"): there a phrase says nothing. Collapsed blanks leave a full window at three quarters or more.
CUT_CHARS = 24
FULL_CHARS = 60


class Phrases:
    """Patterns by language, matched in lower-case NFKC text with single blanks.

    is_deniable: whether a warning may say the same words, so that those a window opens with say nothing.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]], *, is_deniable: bool = True) -> None:
        self._is_deniable = is_deniable
        self._patterns = {language: _joined({language: ones}) for language, ones in lists.items()}

    def said(self, sighting: Sighting) -> tuple[str, ...]:
        """The phrases around a number, each once, in the order of the text; those in a denying sentence are left out."""
        window = window_of(sighting)
        is_cut = self._is_deniable and window.rfind(plain(sighting.raw)) >= FULL_CHARS
        found = sorted(
            (match for language in _languages(window) for match in self._found(language, window)),
            key=lambda match: match.start(),
        )
        return tuple(
            dict.fromkeys(
                match[0]
                for match in found
                if not is_denied(window, match.start(), match.end())
                and not (is_cut and _is_opening(window, match.start()))
            )
        )

    def _found(self, language: str, window: str) -> Iterable[re.Match[str]]:
        words = window.replace("\n", " ")
        return self._patterns[language].finditer(words) if language in self._patterns else ()


def _is_opening(window: str, start: int) -> bool:
    """Whether a phrase stands in the first words of a window, before any sentence of it has ended."""
    return start < CUT_CHARS and _SENTENCE_END.search(window, 0, start) is None


@lru_cache(maxsize=4096)
def _languages(text: str) -> tuple[str, ...]:
    """The languages whose letters a text has."""
    return tuple(language for language, letters in _LETTERS.items() if letters.search(text))


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The text as phrases are matched in it; a line break stays one, because a sentence ends there."""
    return _BLANKS.sub(lambda blanks: blanks[1] or " ", unicodedata.normalize("NFKC", text).lower()).strip()


def window_of(sighting: Sighting) -> str:
    """The words around a number as phrases are matched in them; its sentence where no window was read."""
    return plain(sighting.around or sighting.quote)


def is_denied(text: str, start: int, end: int) -> bool:
    """Whether the sentence around a phrase warns of it or denies it: "never tell anybody your PIN"."""
    ends = _sentence_ends(text)
    opens = max((one for one in ends if one <= start), default=0)
    closes = min((one for one in ends if one >= end), default=len(text))
    return _DENIALS.search(_NO_DENIALS.sub(" ", text[opens:closes])) is not None


def _sentence_ends(text: str) -> list[int]:
    """Where sentences end; the lines behind a colon at a line's end go on with its sentence: "We never ask you to:"."""
    ends: list[int] = []
    leads = False
    for match in _SENTENCE_END.finditer(text):
        is_line = match[0] == "\n"
        leads = leads or text[: match.start()].endswith((":", "：")) if is_line else False
        if not (is_line and leads):
            ends.append(match.end())
    return ends


def newly_said(case: Case, phrases: Phrases) -> Iterator[tuple[str, Seen, tuple[str, ...]]]:
    """Each unanswered number that stands beside phrases which no number of the provider stood beside before.

    What a provider's pages said around their numbers on the night before is its own way to speak.
    """
    said_before: set[str] | None = None
    for key, places in asked_sightings(case).items():
        for seen in places:
            said = phrases.said(seen.sighting)
            if not said:
                continue
            if said_before is None:
                said_before = {one for other in own_in(case.before) for one in phrases.said(other.sighting)}
            fresh = tuple(one for one in said if one not in said_before)
            if fresh:
                yield key, seen, fresh
                break


def _bounded(language: str, pattern: str) -> str:
    return rf"\b(?:{pattern})\b" if language in _SPACED else f"(?:{pattern})"


def _joined(lists: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    return re.compile("|".join(_bounded(language, one) for language, ones in lists.items() for one in ones))


_DENIALS = _joined(_DATA["denials"])
_NO_DENIALS = _joined(_DATA["no_denials"])
