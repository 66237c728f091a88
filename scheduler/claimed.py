"""The claims of a provider's file as the candidates they are, and the frozen lists that judging needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from directory.holders import code_holders
from directory.nights import Reference
from directory.number import BadKey, UnknownRegion, line_of, same_lines
from directory.printed import read_number
from directory.records import Entry, Known, Provider
from directory.register import block_of, false_blocks, told
from verifier.meaning import OWNERS

if TYPE_CHECKING:
    from directory.store import Store


def claims_by_key(provider: Provider) -> dict[str, Known]:
    """A provider's claims by the key each is read as; the first claim of a key counts."""
    found: dict[str, Known] = {}
    for claim in provider.known:
        try:
            keys = read_number(claim.number, [claim.country])
        except (BadKey, UnknownRegion):
            continue
        if keys:
            found.setdefault(keys[0], claim)
    return dict(sorted(found.items()))


def claimed_entries(provider: Provider) -> list[Entry]:
    """A provider's claims to start from, as candidates whose origin is printed."""
    return [
        Entry(
            id=0,
            provider=provider.id,
            key=key,
            status="candidate",
            purpose=claim.purpose,
            audience=claim.audience,
            origin=claim.origin,
            sure=claim.sure,
        )
        for key, claim in claims_by_key(provider).items()
    ]


def reference_of(
    providers: Mapping[str, Provider], listed: Mapping[str, Sequence[str]], known_false: Mapping[str, Sequence[str]]
) -> Reference:
    """The frozen lists that judging needs. listed, known_false: key → providers, as the directory has them."""
    return Reference(
        groups={name: one.group for name, one in sorted(providers.items()) if one.group},
        listed={key: tuple(who) for key, who in listed.items()},
        known_false={key: tuple(who) for key, who in known_false.items()},
        public_lines=tuple(sorted(OWNERS)),
        holders=code_holders(),
        # What was rejected for one firm because it is another's line is no false number of its block.
        false_blocks=false_blocks(key for key in known_false if key not in listed),
    )


def with_reports(reference: Reference, store: Store, keys: Iterable[str]) -> Reference:
    """The reference with what imported report lists say of `keys`, under any form of their lines, and of their blocks.

    Lists hold millions of numbers; only those that tonight's pages show, or that somebody asks about, can matter.
    """
    keys = set(keys)
    near = store.reported_in({block for key in keys if (block := block_of(line_of(key)))})
    false = (key for key in {*reference.known_false, *near} if key not in reference.listed)
    forms = {form for key in keys for form in same_lines(key)}
    found = store.reports_of(forms)
    called, callers = (told(one for one in found if one.about == about) for about in ("called", "callers"))
    return msgspec.structs.replace(reference, reported=called, callers=callers, false_blocks=false_blocks(false))
