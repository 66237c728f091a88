"""The written policy that is in force: what an admin has adopted, never what merely lies in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.config import Settings
from verifier.policy import Policy, PolicyError, load_policy, policy_name, policy_of

if TYPE_CHECKING:
    from directory.store import Store


def policy_in_force(store: Store | None) -> Policy:
    """Give what the last `policy` decision of the chain put in force, the shipped policy before the first.

    store: None where there is no directory yet. Raises PolicyError where what was adopted can no longer be used.
    """
    adopted = None if store is None else store.adopted()
    return load_policy() if adopted is None else policy_of(adopted)


def unadopted(settings: Settings, in_force: Policy) -> str:
    """Say why the policy file of the settings is not what is in force; "" when it is, or none is named."""
    if settings.policy is None:
        return ""
    try:
        written = load_policy(settings.policy)
    except PolicyError as error:
        return f"{error}; in force is {policy_name(in_force)}"
    if written == in_force:
        return ""
    return (
        f"{settings.policy}: says {policy_name(written)}, which nobody has adopted; in force is {policy_name(in_force)}; "
        "an admin adopts it with `hotlinewatch policy adopt`"
    )
