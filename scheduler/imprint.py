"""What stands at the end of every report: the policy in force, the data's licence, and who corrects it."""

from __future__ import annotations

from reports.view import Imprint
from scheduler.config import Settings
from verifier.policy import Policy, policy_name

# Of providers' descriptions and releases (LICENSE-DATA).
LICENCE = "CC-BY-4.0"


def imprint_of(settings: Settings, policy: Policy) -> Imprint:
    """Give the imprint of this installation. policy: the one in force."""
    return Imprint(policy=policy_name(policy), licence=LICENCE, contact=settings.contact, desk=settings.desk.address)
