"""The process that makes a captured page fit to be looked at: decodes it, writes it anew, or reads its text, under limits.

Reads one JSON line (`ReplayOrder`) and the bytes from standard input, writes one HTML document to standard output: a page as a
page, a picture as a picture made anew, all else (PDF, DOCX, JSON, text) as the text that our readers find in it. Why it could
not is said on standard error, with exit code 2.
"""

from __future__ import annotations

import resource
import sys
from typing import IO

import msgspec

from directory.records import Expect, Page, Record
from reports.console.replay import Passage, Sought, replay_page, replay_passages, replay_picture
from scheduler.picture_child import Order, Refused, rewrite
from verifier.readers.charset import decode
from verifier.readers.html import read_html
from verifier.readers.image import is_picture
from verifier.reading import reader_of

# As a reading worker (reliability, section 4.4): 1 GiB above what the program holds, and more time than a reading, which
# a person asked for alone.
MEMORY_BYTES = 1280 * 1024 * 1024
PROCESSOR_S = 20
# A document longer than this is read at its source.
MOST_PASSAGES = 5_000
CANNOT = 2


class ReplayOrder(Record, frozen=True):
    """What to show. media, charset: as declared; language: of the page's description; sought: what to point out."""

    media: str = ""
    charset: str = ""
    language: str = ""
    sought: Sought = Sought()


def replay(body: bytes, order: ReplayOrder) -> str:
    """Give the document that shows a capture. Raises Refused for a picture that is none."""
    if is_picture(body):
        return replay_picture(rewrite(body, Order()))
    reader, why = reader_of(body, order.media)
    if reader is None:
        return replay_passages([Passage(text=why, place="", layer="")], Sought())
    if reader is read_html:
        text = decode(body, order.charset, order.language).text
        return replay_page(text.replace("\x00", ""), order.sought)
    page = Page(url="", channel="site", language=order.language, regions=(), expect=Expect(least=0, most=0))
    document = reader(body, page, order.charset)
    found = [Passage(text=one.text, place=one.place, layer=one.layer) for one in document.blocks[:MOST_PASSAGES]]
    said = [Passage(text=document.refused, place="", layer="")] if document.refused else []
    return replay_passages([*said, *found], order.sought)


def main(source: IO[bytes], target: IO[bytes]) -> int:
    """Carry out one order; gives the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_S, PROCESSOR_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    order = msgspec.json.decode(source.readline(), type=ReplayOrder)
    try:
        shown = replay(source.read(), order)
    except Refused as refusal:
        sys.stderr.write(str(refusal))
        return CANNOT
    target.write(shown.encode("utf-8", "replace"))
    return 0
