"""One format of the release that is up, as one text, without the lines that were taken back since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from publish.contents import Contents
from publish.history import NEWS
from publish.news import News
from publish.render import render_format
from publish.stored import listed_lines, read_contents
from publish.withdrawn import Identity, read_withdrawn

# Format → the file of a release that holds all of it, "" where each provider has one of its own.
WHOLE: Mapping[str, str] = {
    "json": "directory.json",
    "csv": "directory.csv",
    "ndjson": "delta.ndjson",
    "atom": "directory.atom",
    "vcard": "",
    "jsonld": "",
}
OF_A_PROVIDER: Mapping[str, str] = {"atom": ".atom", "vcard": ".vcf", "jsonld": ".jsonld"}


class Unexportable(LookupError):  # noqa: N818 - the words of exit code 2
    """A provider that the release does not tell, or a format that holds all providers in one file."""


def export(release: Path, name: str, provider: str | None = None) -> str:
    """Give one format of a release as text: its signed file as it lies there when nothing is withdrawn from it.

    name: one of WHOLE. provider: an id, for the formats of OF_A_PROVIDER; None for all, one card or object after the other.
    Raises Unexportable; msgspec.DecodeError for a damaged release, WithdrawnDamaged for a damaged `withdrawn.json`.
    """
    suffix = OF_A_PROVIDER.get(name, "")
    if provider is not None and not suffix:
        raise Unexportable(f"{name} holds all providers in one file; {', '.join(OF_A_PROVIDER)} have one of each")
    withdrawn = withdrawn_of(release)
    wanted = WHOLE[name] if provider is None else f"providers/{provider}{suffix}"
    files = _as_they_lie(release, wanted, suffix) if not withdrawn else _rendered(release, name, withdrawn)
    if wanted and wanted not in files:
        raise Unexportable(f"{provider}: release {release.name} tells of no provider of that id")
    if wanted:
        return files[wanted]
    return _joined(name, [files[path] for path in sorted(files) if path.endswith(suffix)])


def withdrawn_of(release: Path) -> frozenset[Identity]:
    """Give (provider, key) of the lines of a release that were taken back since. Raises as `export` does."""
    names = read_withdrawn(release.parent).names
    return names and names & {(line.provider, line.key) for line in listed_lines(release)}


def without(contents: Contents, withdrawn: frozenset[Identity]) -> Contents:
    """Give the same release without some of its lines and their news."""
    return msgspec.structs.replace(
        contents,
        entries=tuple(entry for entry in contents.entries if (entry.provider, entry.key) not in withdrawn),
        recent=tuple(one for one in contents.recent if (one.provider, one.key) not in withdrawn),
    )


def _as_they_lie(release: Path, wanted: str, suffix: str) -> dict[str, str]:
    paths: Iterable[Path] = [release / wanted] if wanted else release.glob(f"providers/**/*{suffix}")
    return {path.relative_to(release).as_posix(): path.read_bytes().decode("utf-8") for path in paths if path.is_file()}


def _rendered(release: Path, name: str, withdrawn: frozenset[Identity]) -> dict[str, str]:
    if name == "ndjson":
        return {WHOLE[name]: _delta_without((release / WHOLE[name]).read_text(encoding="utf-8"), release, withdrawn)}
    news = tuple(msgspec.json.decode(line, type=News) for line in (release / NEWS).read_bytes().splitlines())
    contents = msgspec.structs.replace(read_contents(release), recent=news)
    return dict(render_format(name, without(contents, withdrawn)))


def _delta_without(delta: str, release: Path, withdrawn: frozenset[Identity]) -> str:
    """The delta with the withdrawn lines neither added nor changed but, where they stood before, removed."""
    head, *changes = (json.loads(line) for line in delta.rstrip("\n").split("\n"))
    added = {_named(change) for change in changes if change["op"] == "add"}
    kept = [change for change in changes if change["op"] not in ("add", "change") or _named(change) not in withdrawn]
    gone = [
        {"op": "remove", "provider": line.provider, "key": line.key, "tel": line.tel}
        for line in read_contents(release).entries
        if (line.provider, line.key) in withdrawn - added
    ]
    return msgspec.json.Encoder().encode_lines([head, *kept, *gone]).decode()


def _named(change: Mapping[str, object]) -> tuple[object, object]:
    line = change["entry"] if change["op"] == "add" else change
    return (line["provider"], line["key"]) if isinstance(line, Mapping) else ("", "")


def _joined(name: str, texts: list[str]) -> str:
    if name != "jsonld":
        return "".join(texts)
    return "[\n" + ",\n".join(text.rstrip("\n") for text in texts) + "\n]\n"
