"""Who holds a national code beyond the directory: banks, insurers, carriers and services that no description is about."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from importlib.resources import files

import msgspec

from directory.number import BadKey, parts_of

# Between the names of one holder; `names_of_holder` takes them apart again.
BETWEEN = " / "


class HoldersError(ValueError):
    """A table of code holders that cannot be trusted."""


@functools.cache
def code_holders() -> dict[str, str]:
    """Give the shipped table: key → its holder's names, as "ICBC / 中国工商银行". Raises HoldersError."""
    text = files("directory").joinpath("code_holders.toml").read_text(encoding="utf-8")
    return read_holders("directory/code_holders.toml", text)


def read_holders(where: str, text: str) -> dict[str, str]:
    """Read a table of code holders: sections of `key = [names]`. where: its file, for messages. Raises HoldersError."""
    try:
        sections = msgspec.convert(tomllib.loads(text), dict[str, dict[str, list[str]]])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as wrong:
        raise HoldersError(f"{where}: {wrong}; expected sections of key = [names]") from wrong
    found: dict[str, str] = {}
    for section, holders in sections.items():
        for key, names in holders.items():
            _check(f"{where}: {section}.{key!r}", key, names, found)
            found[key] = BETWEEN.join(names)
    return dict(sorted(found.items()))


def names_of_holder(holder: str) -> list[str]:
    """Take the names of a holder apart, as the table gives them."""
    return holder.split(BETWEEN)


def _check(place: str, key: str, names: list[str], found: Mapping[str, str]) -> None:
    try:
        is_code = bool(parts_of(key).country)
    except BadKey as wrong:
        raise HoldersError(f"{place}: {wrong}") from wrong
    if not is_code:
        raise HoldersError(f"{place}: got a whole number, expected a national code such as 'CN:95188'")
    if key in found:
        raise HoldersError(f"{place}: stands a second time, expected each code once")
    if not names or any(not name.strip() or BETWEEN in name for name in names):
        raise HoldersError(f"{place}: got the names {names}, expected at least one, none of them empty")
