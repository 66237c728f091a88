"""Provider descriptions written as TOML for people to go on with."""

from __future__ import annotations

import json
from collections.abc import Mapping

from directory.records import Page
from directory.terms import CHANNELS, Kind

HEAD = """\
# Provider data: CC-BY-4.0, see LICENSE-DATA
name = {name}
# names = {{ zh = "…" }}       what it is called, by language
# aliases = ["…"]            strings by which other pages call it
kind = {kind}
country = {country}
# Domains or hosts that the provider alone writes on; every page below must lie under one of them.
official_hosts = [{host}]
# proofs = {{ {host} = "…" }}    the registry that says whose host it is, and where it was seen
hotline = "published"        # published, none, or app_only

{page}
# A claim to start from: it becomes a candidate, with its origin printed.
# [[known]]
# number = "…"
# country = {country}
# purpose = "general"
# origin = "who says so, and where it was seen"
# sure = "low"               # high, medium, or low
"""


def quoted(text: str) -> str:
    """Write a TOML string: JSON's escapes are TOML's too."""
    return json.dumps(text, ensure_ascii=False)


def inline(value: object) -> str:
    """Write a value as TOML on one line: texts, whole numbers, truths, lists and tables of them."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{quoted(key)} = {inline(item)}" for key, item in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(inline(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def page_block(page: Page) -> str:
    """Write one [[pages]] table, what is not the default only, with a word on each choice to make."""
    lines = [
        "[[pages]]",
        f"url = {quoted(page.url)}",
        f"channel = {quoted(page.channel)}  # {', '.join(CHANNELS)}",
        f"language = {quoted(page.language)}",
        f"regions = {inline(page.regions)}  # tried in this order for numbers in national form",
    ]
    if page.render != "plain":
        lines.append(f"render = {quoted(page.render)}")
    if page.keep:
        lines.append(f"keep = {inline(page.keep)}")
    if page.filters:
        lines.append(f"filters = {inline(page.filters)}")
    lines.append(f"expect = {{ least = {page.expect.least}, most = {page.expect.most} }}  # own numbers on the page")
    if page.platform:
        lines.append("platform = true  # somebody else's host: this address exactly, and never official")
    return "\n".join(lines) + "\n"


def new_description(name: str, kind: Kind, country: str, host: str, page: Page) -> str:
    """Write a whole description with one page, to be completed by hand.

    host: the official host. The text is as sound as its parts: check it with directory.description.find_faults.
    """
    return HEAD.format(
        name=quoted(name), kind=quoted(kind), country=quoted(country), host=quoted(host), page=page_block(page)
    )
