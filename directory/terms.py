"""The closed lists of the design: one meaning each, in code, tables, JSON and logs."""

from __future__ import annotations

from typing import Literal, get_args

Channel = Literal["site", "help", "contact", "agreement", "manual", "app_listing", "social", "notice"]
Kind = Literal["wallet", "payment", "bank", "insurer", "broker", "carrier", "retail", "government", "other"]
Hotline = Literal["published", "none", "app_only"]
Render = Literal["plain", "browser", "auto"]
# From where else a page may be looked at: another device, or without the scripts that its own way runs.
Vantage = Literal["", "plain", "mobile"]
Sure = Literal["high", "medium", "low"]
Layer = Literal[
    "visible",
    "hidden",
    "tel_link",
    "structured",
    "attribute",
    "script",
    "comment",
    "user_content",
    "embedded",
    "pdf",
    "image",
]
Purpose = Literal[
    "general",
    "lost_card",
    "fraud",
    "complaints",
    "merchant",
    "overseas",
    "sales",
    "press",
    "investor",
    "fax",
    "tty",
    "sms",
    "outbound_only",
    "emergency",
    "other",
]
Status = Literal["candidate", "verified", "disputed", "retired"]
Presence = Literal["seen", "unseen", "stale"]
FetchOutcome = Literal[
    "ok",
    "not_modified",
    "robots_refused",
    "http_error",
    "blocked",
    "left_official_host",
    "too_large",
    "timed_out",
    "unreachable",
    "dns_error",
    "tls_error",
    "unresolved_revisit",
    "absent",
    "internal_error",
]
ReadingOutcome = Literal[
    "ok",
    "same",
    "captcha",
    "login_wall",
    "soft_404",
    "empty",
    "wrong_type",
    "keep_missed",
    "below_expectation",
    "above_expectation",
    "unreadable",
    "internal_error",
]
ChangeKind = Literal["appeared", "stayed", "replaced", "relabelled", "missing", "unread"]
Cause = Literal["provider", "reader", "description"]
Level = Literal["routine", "review", "urgent"]
# `ground`: what decisions on lines rested on has changed; `expiry`: half a year is over since the last decision.
Matter = Literal[
    "addition",
    "replacement",
    "removal",
    "relabelling",
    "contradiction",
    "page",
    "held",
    "storm",
    "ground",
    "expiry",
]
# `policy`: an admin puts the written policy of this installation in force.
DecisionKind = Literal["accept", "reject", "wait", "dispute", "retire", "attest", "no_hotline", "undo", "policy"]
FindingState = Literal["open", "waiting", "answered", "lapsed"]
Role = Literal["viewer", "reviewer", "admin"]
Verdict = Literal["official", "candidate", "official_other_provider", "known_false", "suspicious", "retired", "unknown"]
# What another page of the provider says of a number: it shows it too, shows only others, shows none, was not read.
VoiceSays = Literal["agrees", "names_others", "silent", "unread"]
VOICES: tuple[VoiceSays, ...] = get_args(VoiceSays)
CHANNELS: tuple[str, ...] = get_args(Channel)
PURPOSES: tuple[str, ...] = get_args(Purpose)
LEVELS: tuple[Level, ...] = get_args(Level)
# A number counts as the provider's own word only where a person reading or dialling the page meets it.
CONFIRMING_LAYERS: frozenset[Layer] = frozenset({"visible", "tel_link", "structured", "pdf", "image"})
# A reading from which changes may be drawn; every other outcome leaves the entries as they were.
GOOD_READINGS: frozenset[ReadingOutcome] = frozenset({"ok", "same"})
