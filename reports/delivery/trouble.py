"""What goes wrong on the way to a person."""

from __future__ import annotations


class NotDelivered(RuntimeError):  # noqa: N818 - named as the state it tells of
    """A message that did not go out: says where and why, never the address with its password."""
