"""What stands at the end of every report: the policy in force, the data's licence, and who corrects it."""

from __future__ import annotations

from reports.view import Imprint
from scheduler.config import Settings
from verifier.policy import load_policy, policy_name

# Of providers' descriptions and releases (LICENSE-DATA).
LICENCE = "CC-BY-4.0"


def imprint_of(settings: Settings) -> Imprint:
    """Give the imprint of this installation. Raises PolicyError."""
    return Imprint(policy=policy_name(load_policy(settings.policy)), licence=LICENCE, contact=settings.contact)
