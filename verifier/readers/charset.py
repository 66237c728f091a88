"""Decode a page: by its byte order mark, what it declares, or what its bytes can be."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import NamedTuple

# A meta declaration must stand in the first 1024 bytes; real pages put it later (HTML, 4.2.5.4; measured pages).
DECLARATION_BYTES = 4096
_META = re.compile(rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# What a declared name really stands for on the web (Encoding Standard, 4.2).
_MEANT = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "iso-8859-9": "cp1254", "tis-620": "cp874", "utf8": "utf-8",
}  # fmt: skip
# Python's names of the web's encodings (Encoding Standard, 4.2); its other codecs raise where a page must not.
_OF_THE_WEB = re.compile(
    r"utf-8(?:-sig)?|cp(?:866|874|932|936|949|950|125[0-8])|iso8859-(?:[1-9]|1[013-6])|koi8-[ru]|mac-(?:roman|cyrillic)"
    r"|gbk|gb18030|big5(?:hkscs)?|euc_(?:jp|kr)|iso2022_jp"
)
# Without a declaration: the encodings of a page's language, then what the rest of the web uses.
_BY_LANGUAGE = {
    "zh": ("gb18030", "big5hkscs"),
    "ja": ("cp932", "euc_jp"),
    "ko": ("cp949",),
    "ru": ("cp1251",),
    "th": ("cp874",),
}

# Bytes of another encoding hardly ever make whole UTF-8 characters: so many of them, with one bad in twenty, are UTF-8.
LEAST_WIDE_CHARS = 10
MOST_BAD_SHARE = 0.05
# With neither a declaration nor a language: what a page's own characters must be, and which share of those beyond ASCII.
# Chinese: characters among the most frequent of running text and of help pages; the rest: by the script alone.
_SIMPLIFIED = frozenset(
    "的一是不了在人有我他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生会自那后能对着事其里所去行过家用发无如然"
    "心经么同成方多还没现当把看些两回点样问题客服电话热线号请务时间人工网站联系公司银行卡支付"
)
_TRADITIONAL = frozenset(
    "的一是不了在人有我他這為之大來以個中上們到說國和地也子時道出而要於就下得可你年生會自那後能對著事其裡所去行過家用發無如然"
    "心經麼同成方多還沒現當把看些兩回點樣問題客服電話熱線號請務時間人工網站聯絡公司銀行卡支付"
)
_GUESSES: tuple[tuple[str, Callable[[str], bool], float], ...] = (
    ("cp932", lambda char: "\u3041" <= char <= "\u30fc", 0.3),
    ("euc_jp", lambda char: "\u3041" <= char <= "\u30fc", 0.3),
    ("cp949", lambda char: "\uac00" <= char <= "\ud7a3", 0.9),
    ("gb18030", _SIMPLIFIED.__contains__, 0.2),
    ("big5hkscs", _TRADITIONAL.__contains__, 0.2),
    ("cp1251", lambda char: "а" <= char <= "я", 0.7),
    ("koi8_r", lambda char: "а" <= char <= "я", 0.7),
)
# So many characters tell an encoding as well as the whole page does.
GUESSED_CHARS = 5000


class Decoded(NamedTuple):
    """A page's text and the encoding it was read as; `is_damaged` when some bytes fit no encoding."""

    text: str
    encoding: str
    is_damaged: bool = False


def decode(body: bytes, declared: str = "", language: str = "") -> Decoded:
    """The text of a page. declared: the charset of its HTTP header; language: of the page description."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return Decoded(body.decode(name, "replace"), name)
    head = body[:DECLARATION_BYTES]
    if wide := _wide(head):
        return Decoded(body.decode(wide, "replace"), wide)
    said = [
        declared,
        *(match[1].decode("ascii") for pattern in (_META, _XML) for match in [pattern.search(head)] if match),
    ]
    tried = [name for name in map(_codec, said) if name]
    if (almost := _almost_utf_8(body)) is not None:
        return almost
    for name in (*tried, *_BY_LANGUAGE.get(language[:2], ())):
        try:
            return Decoded(body.decode(name), name)
        except (UnicodeDecodeError, LookupError):
            continue
    if set(tried) <= {"utf-8"} and (guessed := _guess(body)):
        return Decoded(body.decode(guessed, "replace"), guessed)
    name = tried[0] if tried else "cp1252"
    return Decoded(body.decode(name, "replace"), name, is_damaged=True)


def _almost_utf_8(body: bytes) -> Decoded | None:
    """The page as UTF-8, whatever it declares, when it is that; a few bad bytes do not make it something else."""
    try:
        return Decoded(body.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    wide = sum(char > "\x7f" for char in text) - bad
    is_almost = wide >= LEAST_WIDE_CHARS and bad <= wide * MOST_BAD_SHARE
    return Decoded(text, "utf-8", is_damaged=True) if is_almost else None


def _guess(body: bytes) -> str:
    """The encoding in which a page's characters look most like a language; "" when they look like none of those known."""
    shares: list[tuple[float, str]] = []
    for name, is_expected, least in _GUESSES:
        try:
            text = body.decode(name)
        except UnicodeDecodeError:
            continue
        wide = [char for char in text if char > "\x7f"][:GUESSED_CHARS]
        share = sum(map(is_expected, wide)) / len(wide) if wide else 0.0
        if share >= least:
            shares.append((share / least, name))
    return max(shares)[1] if shares else ""


def _wide(head: bytes) -> str:
    """UTF-16 without its mark: every other byte of the markup is zero."""
    sample = head[:200]
    if len(sample) >= 4 and sample[1::2].count(0) > len(sample) // 4 and sample[::2].count(0) == 0:
        return "utf-16-le"
    if len(sample) >= 4 and sample[::2].count(0) > len(sample) // 4 and sample[1::2].count(0) == 0:
        return "utf-16-be"
    return ""


def _codec(name: str) -> str:
    """The codec a declared name means, "" for one that no page of the web is written in."""
    meant = _MEANT.get(name.strip().lower(), name.strip().lower())
    try:
        found = codecs.lookup(meant).name
    except (LookupError, ValueError):
        return ""
    return found if _OF_THE_WEB.fullmatch(found) else ""
