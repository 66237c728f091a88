from __future__ import annotations

import hashlib
from datetime import datetime, timedelta, timezone

import msgspec
import pytest

from directory.audit import GENESIS, canonical, chain_hash, chained, verify_chain
from directory.decisions import Decision


def chain_of(make, length: int) -> list[Decision]:
    chain: list[Decision] = []
    for seq in range(1, length + 1):
        chain.append(chained(chain[-1].hash if chain else GENESIS, make.draft(seq=seq, reason=f"reason {seq}")))
    return chain


def edited(chain: list[Decision], place: int, **fields: object) -> list[Decision]:
    return [*chain[:place], msgspec.structs.replace(chain[place], **fields), *chain[place + 1 :]]


def test_body_is_sorted_compact_and_leaves_out_the_chain(make):
    body = canonical(make.draft(seq=1, prev="p", hash="h", basis={"b": 1, "a": [2]}))
    assert body.startswith(b'{"at":"2026-11-20T02:00:00Z","basis":{"a":[2],"b":1},"finding":"",')
    assert b"prev" not in body
    assert b"hash" not in body


def test_body_is_the_same_wherever_the_time_was_told(make):
    in_shanghai = make.at().astimezone(timezone(timedelta(hours=8)))
    assert canonical(make.draft(at=in_shanghai)) == canonical(make.draft())


def test_time_without_a_zone_is_refused(make):
    with pytest.raises(ValueError, match="expected an aware time"):
        canonical(make.draft(at=datetime(2026, 11, 20)))  # noqa: DTZ001 - the wrong thing is what is tested


def test_hash_covers_the_one_before_and_the_body(make):
    draft = make.draft(seq=1)
    assert chain_hash("ab", draft) == hashlib.sha256(b"ab" + canonical(draft)).hexdigest()


def test_sound_chain_has_no_break(make):
    assert verify_chain([]) is None
    assert verify_chain(chain_of(make, 4)) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"reason": "another"},
        {"who": "2"},
        {"key": "CN:95017"},
        {"kind": "reject"},
        {"basis": {"hosts": []}},
        {"at": datetime(2026, 1, 1, tzinfo=timezone.utc)},  # noqa: UP017
    ],
)
def test_edit_is_found_at_its_place(make, fields):
    assert verify_chain(edited(chain_of(make, 4), 1, **fields)) == (
        2,
        "decision 2 does not match its hash: it was edited after it was made",
    )


def test_deletion_insertion_and_another_order_are_found_at_their_place(make):
    chain = chain_of(make, 4)
    assert verify_chain([chain[0], *chain[2:]])[0] == 2
    assert verify_chain([*chain[:2], chain[1], *chain[2:]])[0] == 3
    assert verify_chain([chain[0], chain[2], chain[1], chain[3]])[0] == 2


def test_edit_that_mends_its_own_hash_breaks_the_next_link(make):
    chain = chain_of(make, 3)
    chain[1] = chained(chain[0].hash, msgspec.structs.replace(chain[1], reason="another"))
    place, reason = verify_chain(chain)
    assert place == 3
    assert "is chained to" in reason
