"""A captured page written anew so that it can be looked at: nothing in it runs, loads, sends or leads anywhere. Pure.

Only elements and attributes of a list are written (replay.toml), so that what is not known is not there; the page's own
styles stay, because they decide what a visitor saw. The route that serves it forbids the same things once more, by its
headers: two walls, each enough alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from directory.records import Record
from directory.shots import digits_of

# No script, no network, no cookie, no way out: an opaque origin that may draw what its own bytes hold.
POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline' data:; img-src data:; frame-ancestors 'self'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Content-Type": "text/html; charset=utf-8",
}
# Where a link to the page jumps to: `#captured-evidence`.
EVIDENCE = "captured-evidence"
# An element inside others this deep is drawn by no browser (Blink's own limit is 512).
MOST_DEPTH = 512
# What people write between the digits of one number (reports.digits says the same).
PRINTED = re.compile(r"[+＋(（]?\d(?:[\s\-‐-―－—.·•()（）/\u200b-\u200f\u2060]{0,4}\d)+")
MARKS = (
    f"mark.{EVIDENCE}{{background:#ffe08a!important;color:#000!important;outline:2px solid #d55e00!important}}"
    f"#{EVIDENCE}{{outline:3px solid #d55e00!important;outline-offset:4px!important;scroll-margin:40vh!important}}"
)
_TABLE = tomllib.loads(files("reports.console").joinpath("replay.toml").read_text("utf-8"))
_ELEMENTS, _VOID, _DROPPED = frozenset(_TABLE["elements"]), frozenset(_TABLE["void"]), frozenset(_TABLE["dropped"])
_FRAMES, _CONTROLS = frozenset(_TABLE["frames"]), frozenset(_TABLE["controls"])
_KINDS = tuple(_TABLE["pictures"]["kinds"])
_OWN: dict[str, frozenset[str]] = {}
for _names, _attributes in _TABLE["attributes"].items():
    for _name in _names.split(","):
        _OWN[_name] = _OWN.get(_name, frozenset()) | frozenset(_attributes)


class Sought(Record, frozen=True):
    """What to point out in the page. place: a sighting's place, "" for none; digits: of its number, "" for none."""

    place: str = ""
    digits: str = ""


class Passage(Record, frozen=True):
    """One stretch of a captured document that is no page, as its reader gives it. layer: of the closed list."""

    text: str
    place: str
    layer: str


def replay_page(html: str, sought: Sought) -> str:
    """Write a captured page anew, its styles kept, with the number and its place pointed out."""
    tree = LexborHTMLParser(html)
    target = _find(tree, sought.place)
    writer = _Writer(sought, None if target is None else target.mem_id)
    styles = [_style(node.text(deep=True)) for node in tree.css("style")]
    body = "".join(writer.write(tree.body)) if tree.body is not None else ""
    return _document("".join(styles), body, _attributes_of(tree.body) if tree.body is not None else "")


def replay_passages(passages: Iterable[Passage], sought: Sought) -> str:
    """Write a document of another kind as the text that was read from it, one paragraph a passage."""
    lines = []
    is_found = False
    for one in passages:
        is_here = not is_found and bool(sought.place) and one.place == sought.place
        is_found = is_found or is_here
        place = f' id="{EVIDENCE}"' if is_here else ""
        lines.append(f'<p{place} title="{escape(f"{one.layer} · {one.place}")}">{_marked(one.text, sought.digits)}</p>')
    return _document("body{font:16px/1.5 sans-serif;margin:1rem;overflow-wrap:anywhere}", "".join(lines), "")


def replay_picture(png: bytes) -> str:
    """Write a captured picture, made anew as PNG, into a page of its own."""
    from base64 import b64encode  # noqa: PLC0415 - pictures are few

    return _document("img{max-width:100%}", f'<img src="data:image/png;base64,{b64encode(png).decode()}" alt="">', "")


def _document(styles: str, body: str, attributes: str) -> str:
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>captured</title>'
        f"<style>{styles}</style><style>{MARKS}</style></head><body{attributes}>{body}</body></html>"
    )


def _find(tree: LexborHTMLParser, place: str) -> LexborNode | None:
    """The element a sighting's place names; what stands behind it (`[href]`) is an attribute of it."""
    if not place:
        return None
    try:
        return tree.css_first(place.partition("[")[0])
    except (SelectolaxError, ValueError):
        return None


class _Writer:
    """One walk over a tree, without recursion: pages nest as deep as they like."""

    def __init__(self, sought: Sought, target: int | None) -> None:
        self.digits = sought.digits
        self.target = target

    def write(self, top: LexborNode) -> Iterator[str]:
        """Give what is inside `top`, piece by piece."""
        ends: list[str] = []
        node = top.first_child
        while node is not None:
            start, end, goes_in = self._open(node, len(ends))
            yield start
            inner = node.first_child if goes_in else None
            if inner is not None:
                ends.append(end)
                node = inner
                continue
            yield end
            while node is not None and node.next is None:
                node = node.parent if ends else None
                if node is not None:
                    yield ends.pop()
            node = None if node is None else node.next

    def _open(self, node: LexborNode, depth: int) -> tuple[str, str, bool]:
        """What opens and ends a node, and whether what is inside it is written."""
        if node.is_text_node:
            return _marked(node.text_content or "", self.digits), "", False
        tag = node.tag or ""
        if not node.is_element_node or tag in _DROPPED or tag == "style" or depth >= MOST_DEPTH:
            return "", "", False
        if tag in _FRAMES:
            return f"<span>⟨{tag} {escape((node.attributes.get('src') or '')[:300])}⟩</span>", "", False
        if tag == "img":
            return _picture(node), "", False
        if tag == "input":
            return _input(node), "", False
        if tag not in _ELEMENTS:
            return "", "", True
        extra = f' id="{EVIDENCE}"' if node.mem_id == self.target else ""
        if tag == "a" and node.attributes.get("href"):
            extra += f' title="→ {escape((node.attributes["href"] or "")[:300])}"'
        start = f"<{tag}{extra}{_attributes_of(node, bare=bool(extra))}>"
        return start, "" if tag in _VOID else f"</{tag}>", True


def _attributes_of(node: LexborNode, *, bare: bool = False) -> str:
    """The attributes that may stay. bare: without id and title, in whose place others stand."""
    tag = node.tag or ""
    known = (_OWN["all"] | _OWN.get(tag, frozenset())) - ({"id", "title"} if bare else frozenset())
    kept = "".join(f' {name}="{escape(value or "")}"' for name, value in node.attributes.items() if name in known)
    return kept + (" disabled" if tag in _CONTROLS else "")


def _picture(node: LexborNode) -> str:
    source = (node.attributes.get("src") or "").strip()
    words = escape((node.attributes.get("alt") or "")[:300])
    if source.lower().startswith(_KINDS):
        return f'<img src="{escape(source)}" alt="{words}"{_attributes_of(node)}>'
    return f"<span>⟨img {words}⟩</span>" if words else ""


def _input(node: LexborNode) -> str:
    """A field shows its value and nothing can be typed into it; a hidden one shows nothing."""
    kind = (node.attributes.get("type") or "text").lower()
    if kind == "hidden":
        return ""
    shown = node.attributes.get("value") or node.attributes.get("placeholder") or ""
    is_tick = kind in ("checkbox", "radio")
    return f'<input type="{kind if is_tick else "text"}" value="{escape(shown)}" disabled{_attributes_of(node)}>'


def _style(text: str) -> str:
    """The page's own styles; nothing in them can end the element they stand in."""
    return text.replace("</", "<\\/")


def _marked(text: str, digits: str) -> str:
    """A text, each writing of the number in it marked."""
    if not digits or not any(map(str.isdecimal, text)):
        return escape(text)
    pieces, at = [], 0
    for match in PRINTED.finditer(text):
        if digits in digits_of(match[0]):
            pieces += [escape(text[at : match.start()]), f'<mark class="{EVIDENCE}">{escape(match[0])}</mark>']
            at = match.end()
    return "".join(pieces) + escape(text[at:])
