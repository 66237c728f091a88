"""Decode a page: by its byte order mark, what it declares, or what its bytes can be."""

from __future__ import annotations

import codecs
import re
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
    for name in ("utf-8", *tried, *_BY_LANGUAGE.get(language[:2], ())):
        # UTF-8 hardly ever decodes by accident, so a page that is valid UTF-8 is UTF-8 whatever it declares.
        try:
            return Decoded(body.decode(name), name)
        except (UnicodeDecodeError, LookupError):
            continue
    name = tried[0] if tried else "cp1252"
    return Decoded(body.decode(name, "replace"), name, is_damaged=True)


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
