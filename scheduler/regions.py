"""Which numbering plan a text is written for, judged by its address, its language and its script."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from directory.countries import country_faults

# Han alone is Chinese; a Japanese or Korean page shows its own letters as well. Source: Unicode Scripts.txt.
_SCRIPTS = (
    ("JP", re.compile("[\u3040-\u30ff]")),
    ("KR", re.compile("[\uac00-\ud7af]")),
    ("CN", re.compile("[\u4e00-\u9fff]")),
)
_LATIN = re.compile("[A-Za-z]")
_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)
# English terms that name a Chinese company hold one letter in a thousand of it; Chinese pages full of English words one in four.
_LEAST_SHARE = 0.05
_LANG_ATTRIBUTE = re.compile(r"<html\b[^>]*?\blang\s*=\s*[\"']?([A-Za-z-]{2,20})", re.IGNORECASE)
# A page says its language and shows its script long before this.
_LOOKED_AT_BYTES = 256 * 1024
_SUBTAG = re.compile(r"[A-Z]{2}")


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "regions.toml").read_text(encoding="utf-8"))


def guess_region(body: bytes, url: str, language: str) -> str:
    """Guess the ISO 3166 code of the plan that a document's national numbers belong to; "" when nothing tells.

    Asked in this order: the country domain of `url`, `language`, the language a page declares, its script.
    """
    # What is packed or drawn has a zero byte early on, and decodes as Chinese by chance.
    is_text = b"\0" not in body[:_LOOKED_AT_BYTES] and not body.startswith(b"%PDF-")
    text = _decode(body[:_LOOKED_AT_BYTES]) if is_text else ""
    declared = _LANG_ATTRIBUTE.search(text)
    guesses = (_of_domain(url), _of_language(language), _of_language(declared[1] if declared else ""), _of_script(text))
    return next((region for region in guesses if region and not country_faults(region, "")), "")


def _of_domain(url: str) -> str:
    end = (urlsplit(url).hostname or "").rpartition(".")[2]
    return _tables()["domains"].get(end, end.upper()) if len(end) == 2 else ""


def _of_language(language: str) -> str:
    tag = language.replace("_", "-").lower()
    main, _, rest = tag.partition("-")
    country = rest.rpartition("-")[2].upper()
    if _SUBTAG.fullmatch(country):
        return country
    languages = _tables()["languages"]
    return languages.get(tag, languages.get(main, ""))


def _of_script(text: str) -> str:
    """The region whose script is more than a few names in the text: a Chinese name makes no English text Chinese."""
    words = _MARKUP.sub(" ", text)
    counts = {region: len(letters.findall(words)) for region, letters in _SCRIPTS}
    east_asian = sum(counts.values())
    if east_asian < _LEAST_SHARE * (east_asian + len(_LATIN.findall(words))):
        return ""
    return next((region for region, count in counts.items() if count and count >= _LEAST_SHARE * east_asian), "")


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(body) - 4:
            return body[: error.start].decode("utf-8")
        return body.decode("gb18030", errors="replace")
