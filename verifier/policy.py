"""The written policy: every threshold of the trust rules, from one file."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated

import msgspec

from directory.decisions import Decision
from directory.records import Record

Share = Annotated[float, msgspec.Meta(gt=0, le=1)]
Count = Annotated[int, msgspec.Meta(ge=1)]


class PolicyError(ValueError):
    """A policy file that cannot be used: says the file, what came and what was expected."""


class Policy(Record, frozen=True):
    """Thresholds of design § 3 and § 7; what each means, and its source, stands in `policy.toml`."""

    missed_nights_before_asking: Count
    stale_after_days: Count
    expires_after_days: Count
    asked_before_expiry_days: Annotated[int, msgspec.Meta(ge=0)]
    release_valid_days: Count
    held_share: Share
    held_least: Count
    global_guard_share: Share
    storm_least: Count
    review_score: float
    urgent_score: float
    hard_floor: float
    family_most: float
    discount_most: float
    evidence_most: Count
    two_persons: bool
    cooling_off_hours: Annotated[float, msgspec.Meta(ge=0)]
    additions_by_policy: bool
    corroborating_nights: Count
    signals_on: tuple[str, ...]
    signals_off: tuple[str, ...]


def load_policy(file: Path | None = None) -> Policy:
    """The shipped policy, overlaid by a file. Raises PolicyError for an unknown or ill-typed key.

    What a file says is not in force by being there: `scheduler.in_force` gives what an admin has adopted.
    """
    table = dict(_shipped())
    if file is not None:
        try:
            table |= tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise PolicyError(f"{file}: {error}; expected TOML with keys of verifier/policy.toml") from error
    return _convert(table, str(file or "verifier/policy.toml"))


def policy_of(adopted: Decision) -> Policy:
    """The policy that a decision put in force, read from its own words.

    A threshold that came to the program later has the shipped value; one that the program no longer knows means
    nothing any more. Raises PolicyError where what is left cannot be used.
    """
    told = adopted.basis.get("policy")
    if not isinstance(told, dict):
        raise PolicyError(f"decision {adopted.seq}: got {adopted.basis!r}, expected a policy; `policy adopt` it anew")
    table = _shipped()
    return _convert(table | {name: told[name] for name in table if name in told}, f"decision {adopted.seq}")


def policy_basis(policy: Policy) -> dict[str, object]:
    """What a decision that adopts a policy rests on: the whole of it, as `policy_of` reads it."""
    return {"policy": msgspec.to_builtins(policy)}


@cache
def _shipped() -> dict[str, object]:
    return tomllib.loads(resources.files("verifier").joinpath("policy.toml").read_text(encoding="utf-8"))


def _convert(table: dict[str, object], where: str) -> Policy:
    try:
        return msgspec.convert(table, Policy)
    except msgspec.ValidationError as error:
        raise PolicyError(f"{where}: {error}; see verifier/policy.toml for every key") from error


def policy_name(policy: Policy) -> str:
    """`policy:<digest>`: the name under which the policy decides and stands in a release."""
    return "policy:" + hashlib.sha256(msgspec.json.encode(policy, order="deterministic")).hexdigest()[:12]
