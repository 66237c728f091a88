"""One snapshot in, one Reading out: what it says, and whether it can be trusted to have said everything."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from directory.records import Fetch, Page, PageFacts, Provider, Reading, Refusal, Sighting
from directory.terms import CONFIRMING_LAYERS, Layer, ReadingOutcome
from verifier.document import Block, Document
from verifier.facts import with_facts
from verifier.own import is_own
from verifier.owner import is_other
from verifier.presence import presence_of
from verifier.readers.charset import decode
from verifier.readers.docx import is_docx, read_docx
from verifier.readers.html import read_html
from verifier.readers.image import MISSING, can_recognize, is_picture, read_image
from verifier.readers.json import MEDIA as JSON_MEDIA
from verifier.readers.json import read_json
from verifier.readers.pdf import read_pdf
from verifier.readers.text import MEDIA as TEXT_MEDIA
from verifier.readers.text import read_text
from verifier.regions import place_regions
from verifier.sight import MOST_SIGHTINGS, sight_block
from verifier.skim import only_in, skim_html
from verifier.split import with_split
from verifier.windows import with_windows
from verifier.words import load_words

Reader = Callable[[bytes, Page, str], Document]

MOST_REFUSALS = 500
# What bytes are is told by their beginning. Text holds next to no control characters but blanks, line ends, zeros of
# UTF-16 and the escape of ISO-2022-JP; of random bytes every tenth is one.
LOOKED_AT_BYTES = 1024
MOST_CONTROL_SHARE = 0.04
_CONTROLS = bytes({*range(1, 0x20), 0x7F} - {*b"\t\n\v\f\r\x1b"})
# Where a reader of the page meets text that both parsers must agree on.
TEXT_LAYERS: frozenset[Layer] = frozenset({"visible", "user_content"})
_WORDS: dict[str, Any] = load_words("outcomes.toml")
_NO_TEXT = ("image/", "audio/", "video/", "font/")
_MAGIC = (b"PK\x03\x04", b"\x1f\x8b", b"\x00\x00\x01\x00", b"RIFF", b"\x7fELF", b"Rar!")


def read_snapshot(
    body: bytes,
    page: Page,
    provider: Provider,
    fetch: Fetch,
    known: Sequence[str],
    *,
    before: Reading | None = None,
    explains: bool = False,
) -> Reading:
    """Read one snapshot under one page description.

    body: content-decoded bytes. known: the keys whose presence is looked for directly, in all written forms.
    before: what this reader made of the page's last snapshot under the same description, None when it is not at hand.
    explains: give a reason for all digits that are no number, not only for those that nearly are one.
    Never raises for what the bytes are: trouble is the Reading's outcome.
    """
    snapshot = fetch.snapshot or hashlib.sha256(body).hexdigest()
    reader, why = reader_of(body, fetch.media)
    if reader is None:
        return Reading(snapshot=snapshot, outcome="wrong_type", content=snapshot, detail=why)
    names = (provider.name, *provider.names.values(), *provider.aliases)
    content, shown, is_agreed, source = snapshot, "", True, ""
    skim = None
    if reader is read_html:
        source = decode(body, fetch.charset, page.language).text.replace("\x00", "")
        skim = skim_html(source, known)
        content, shown = skim.content, skim.shown
        is_whole = not (page.keep or page.filters)
        if before is not None and not explains and is_whole and _says_the_same(before, shown, known):
            facts = with_facts(before.facts, skim.head, None if content == before.content else skim.lines, names)
            return replace(before, snapshot=snapshot, content=content, read_in=before.evidence_in, facts=facts)
    document = reader(body, page, fetch.charset)
    if skim is not None:
        # The second parser knows no filters, so it is held against the page as it was before them.
        unfiltered = read_html(body, replace(page, filters=()), fetch.charset) if page.filters else document
        is_agreed = _is_agreed(unfiltered, skim.lines, page.regions)
    # Plain text has no markup to tell a country that leads a number from one that stands near it by chance.
    placed = document.blocks if reader is read_text else place_regions(document.blocks, page.regions)
    sightings, refusals = _sight(placed, page.regions, frozenset(known), explains=explains)
    sightings = [
        replace(one, owner="") if one.owner and not is_other(one.owner, provider.kind, names) else one
        for one in sightings
    ]
    if skim is not None:
        sightings = with_split(source, sightings)
    outcome, detail = _outcome(document, page, sightings, is_agreed)
    head = skim.head if skim is not None else None
    lines = skim.lines if skim is not None else tuple(block.text for block in document.blocks)
    return Reading(
        snapshot=snapshot,
        outcome=outcome,
        content=content,
        sightings=tuple(sightings),
        presence=presence_of(document.blocks, sightings, known),
        refusals=tuple(refusals[:MOST_REFUSALS]),
        facts=with_facts(document.facts, head, lines, names),
        detail=detail,
        shown=shown,
        known=tuple(sorted(known)),
    )


def _says_the_same(before: Reading, shown: str, known: Sequence[str]) -> bool:
    """Whether a page that was read well shows every number as before; a key that was not looked for then is new.

    What stands in the place of a page without numbers is told by words, so such a page is read.
    """
    is_same = before.outcome == "ok" and before.shown == shown and set(before.known) >= set(known)
    return is_same and any(map(is_own, before.sightings))


def _is_agreed(document: Document, lines: Sequence[str], regions: tuple[str, ...]) -> bool:
    """Whether no number stands in what only one of the two parsers saw.

    What is hidden or embedded confirms nothing, and the second parser skips templates: it excuses a line, it accuses nobody.
    """
    texts = [block.text for block in document.blocks if block.layer in {"hidden", "embedded", *TEXT_LAYERS}]
    shown = [block.text for block in document.blocks if block.layer in TEXT_LAYERS]
    alone = [*only_in(lines, texts), *only_in(shown, lines)]
    both = {key for text in texts for key in _keys(text, regions)} if alone else set()
    other = {key for line in lines for key in _keys(line, regions)} if alone else set()
    return all(key in both and key in other for text in alone for key in _keys(text, regions))


def _keys(text: str, regions: tuple[str, ...]) -> set[str]:
    return {sighting.number for sighting in sight_block(Block(text, "", "visible"), regions).sightings}


def reader_of(body: bytes, declared: str) -> tuple[Reader | None, str]:
    """The reader for what the bytes are, whatever they are said to be; None and why where nothing reads them."""
    head = body[:LOOKED_AT_BYTES].lstrip()
    if body[:LOOKED_AT_BYTES].find(b"%PDF-") >= 0:
        return read_pdf, ""
    if is_picture(body):
        return (read_image, "") if can_recognize() else (None, MISSING)
    if is_docx(body):
        return read_docx, ""
    if body.startswith(_MAGIC) or declared.startswith(_NO_TEXT):
        return None, f"got bytes of no kind that is read, declared as {declared or 'nothing'}"
    if len(head.translate(None, _CONTROLS)) < (1 - MOST_CONTROL_SHARE) * len(head):
        return None, f"got bytes that are no text in any encoding, declared as {declared or 'nothing'}"
    lowered = head[:600].lower()
    if b"<html" in lowered or b"<!doctype html" in lowered or b"<body" in lowered or b"<head" in lowered:
        return read_html, ""
    if declared in JSON_MEDIA:
        return read_json, ""
    if declared in TEXT_MEDIA:
        return read_text, ""
    if head[:1] in (b"{", b"[") and declared not in ("text/html", "application/xhtml+xml"):
        return read_json, ""
    return read_html, ""


def _sight(
    blocks: Sequence[Block], regions: tuple[str, ...], known: frozenset[str], *, explains: bool
) -> tuple[list[Sighting], list[Refusal]]:
    found: list[tuple[int, Sighting]] = []
    refusals: list[Refusal] = []
    # What people see is read first: numbers that nobody sees must not use up the room.
    for is_seen in (True, False):
        room = MOST_SIGHTINGS
        for index, block in enumerate(blocks):
            if (block.layer in CONFIRMING_LAYERS) is is_seen and room > 0:
                sighted = sight_block(block, regions, explains=explains)
                found += [(index, _prefer(sighting, known)) for sighting in sighted.sightings[:room]]
                room -= len(sighted.sightings)
                refusals += sighted.refusals
    return with_windows(blocks, sorted(found, key=lambda pair: pair[0])), refusals


def _prefer(sighting: Sighting, known: frozenset[str]) -> Sighting:
    """The sighting under the reading that the directory knows, where it knows another than the first."""
    if sighting.number in known:
        return sighting
    listed = [key for key in sighting.readings if key in known]
    if not listed:
        return sighting
    fields = {name: getattr(sighting, name) for name in Sighting.__struct_fields__}
    rest = [key for key in sighting.readings if key != listed[0]]
    return Sighting(**{**fields, "number": listed[0], "readings": (listed[0], *rest)})


def _outcome(
    document: Document, page: Page, sightings: Sequence[Sighting], is_agreed: bool
) -> tuple[ReadingOutcome, str]:
    own = {sighting.number for sighting in sightings if is_own(sighting)}
    if document.refused:
        return "unreadable", document.refused
    if sum(sighting.layer in CONFIRMING_LAYERS for sighting in sightings) >= MOST_SIGHTINGS:
        return "unreadable", f"{MOST_SIGHTINGS} numbers and more on one page: what stands behind them was not read"
    if not is_agreed:
        return "unreadable", "two parsers read different digits from this page"
    if len(own) > page.expect.most:
        return "above_expectation", f"got {len(own)} numbers, expected at most {page.expect.most}"
    if not document.has_kept:
        return "keep_missed", f"none of {', '.join(page.keep)} is on the page"
    if len(own) >= max(page.expect.least, 1):
        return "ok", ""
    if instead := _instead(document.facts, " ".join(b.text for b in document.blocks if b.layer in CONFIRMING_LAYERS)):
        return instead
    if len(own) < page.expect.least:
        return "below_expectation", f"got {len(own)} numbers, expected at least {page.expect.least}"
    return "ok", ""


def _instead(facts: PageFacts, text: str) -> tuple[ReadingOutcome, str] | None:
    """What stands in the page's place: a challenge, a sign-in, an error page, nothing."""
    if len(text) < _WORDS["empty_chars"]:
        return "empty", f"{len(text)} characters of text"
    outcomes: tuple[ReadingOutcome, ...] = ("captcha", "login_wall", "soft_404")
    for outcome in outcomes:
        most = _WORDS["captcha_chars" if outcome == "captcha" else "short_chars"]
        lowered = f"{facts.title} {text if len(text) <= most else ''}".lower()
        word = next((word for word in _WORDS[outcome] if word in lowered), None)
        if word is not None:
            return outcome, f"the page says {word!r}"
    return None
