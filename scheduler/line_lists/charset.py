"""In which charset a list is written: its mark, UTF-8 where it is, GB 18030 where it plainly is, else a question."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import IO

from scheduler.line_lists.listed import MIB, MOST_BYTES, ListFault

# The longer marks first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# GB 2312, the common part of GB 18030, has both bytes of a sign from A1 on (GB/T 2312-1980). In Chinese text nearly
# all signs are of it; western single bytes rarely stand in pairs.
_COMMON_BYTE = 0xA1
_COMMON_SHARE = 0.9


def find_charset(body: IO[bytes], told: str = "") -> str:
    """Name the codec that the whole of `body` is written in, and go back to its start.

    told: what a person says it is, "" to find out. Raises ListFault where nothing fits, or the file is too large:
    a wrong guess would turn names into others' names.
    """
    if told:
        _check(body, _known(told))
        return _known(told)
    start = body.read(4)
    body.seek(0)
    marked = next((codec for mark, codec in _MARKS if start.startswith(mark)), "")
    if marked:
        _check(body, marked)
        return marked
    try:
        _check(body, "utf-8")
    except ListFault as fault:
        if "larger" in str(fault):
            raise
        if _is_chinese(body) and _fits(body, "gb18030"):
            return "gb18030"
        raise ListFault(f"{fault}; say what it is written in with --charset, such as windows-1252") from fault
    return "utf-8"


def _known(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise ListFault(f"--charset: got {name!r}, expected a charset such as utf-8, gbk or windows-1252") from error


def _fits(body: IO[bytes], codec: str) -> bool:
    try:
        _check(body, codec)
    except ListFault:
        return False
    return True


def _check(body: IO[bytes], codec: str) -> None:
    decoder = codecs.getincrementaldecoder(codec)()
    read = 0
    try:
        for piece in _pieces(body):
            decoder.decode(piece)
            read += len(piece)
        decoder.decode(b"", final=True)
    except UnicodeError as error:
        raise ListFault(f"holds bytes that are no {codec}, at or behind byte {read}") from error


def _is_chinese(body: IO[bytes]) -> bool:
    """Whether the bytes beyond ASCII stand in pairs, and nearly all of them are of GB 2312."""
    pairs = common = 0
    lead = 0
    for byte in next(_pieces(body), b""):
        if lead:
            pairs += 1
            common += lead >= _COMMON_BYTE and byte >= _COMMON_BYTE
            lead = 0
        elif byte > 0x7F:
            lead = byte
    return pairs > 0 and common >= _COMMON_SHARE * pairs


def _pieces(body: IO[bytes]) -> Iterator[bytes]:
    """The bytes from the start, a mebibyte at a time; back at the start when all are read."""
    body.seek(0)
    read = 0
    while piece := body.read(MIB):
        read += len(piece)
        if read > MOST_BYTES:
            raise ListFault(f"is larger than {MOST_BYTES // MIB} MiB unpacked; cut it into several lists")
        yield piece
    body.seek(0)
