"""The written policy: every threshold of the trust rules, from one file."""

from __future__ import annotations

import hashlib
import tomllib
from importlib import resources
from pathlib import Path
from typing import Annotated

import msgspec

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
    cooling_off_hours: float
    additions_by_policy: bool
    corroborating_nights: Count
    signals_on: tuple[str, ...]
    signals_off: tuple[str, ...]


def load_policy(file: Path | None = None) -> Policy:
    """The defaults, overlaid by an installation's own file. Raises PolicyError for an unknown or ill-typed key."""
    table = tomllib.loads(resources.files("verifier").joinpath("policy.toml").read_text(encoding="utf-8"))
    if file is not None:
        try:
            table |= tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise PolicyError(f"{file}: {error}; expected TOML with keys of verifier/policy.toml") from error
    try:
        return msgspec.convert(table, Policy)
    except msgspec.ValidationError as error:
        raise PolicyError(
            f"{file or 'verifier/policy.toml'}: {error}; see verifier/policy.toml for every key"
        ) from error


def policy_name(policy: Policy) -> str:
    """`policy:<digest>`: the name under which the policy decides and stands in a release."""
    return "policy:" + hashlib.sha256(msgspec.json.encode(policy, order="deterministic")).hexdigest()[:12]
