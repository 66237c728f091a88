"""Who is told what, and how: the table `[delivery]` of `hotlinewatch.toml`."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from directory.outbox import LetterKind
from directory.records import Record

Wants = Literal["digest", "urgent", "pages", "alarm"]


class Recipient(Record, frozen=True):
    """Somebody who is told. name: in lists and in the outbox; an address may hold a password and stands nowhere else.

    address: a mail address, or one that Apprise knows ("ntfy://…"). wants: what they are told. lang: "" for the
    installation's. quiet_nights: whether a scheduled pass that found nothing is told, too.
    """

    name: Annotated[str, msgspec.Meta(pattern="^[a-z0-9][a-z0-9-]{0,39}$")]
    address: Annotated[str, msgspec.Meta(min_length=3)]
    wants: tuple[Wants, ...] = ("digest", "urgent", "alarm")
    lang: Literal["", "en", "zh"] = ""
    quiet_nights: bool = True

    @property
    def is_mail(self) -> bool:
        """Whether the address is one of mail."""
        return "://" not in self.address

    def is_for(self, kind: LetterKind) -> bool:
        """Whether they want to be told this."""
        return kind in self.wants


class MailSettings(Record, frozen=True):
    """The server that takes mail. security: `none` is for a server on this machine alone. password: by variable."""

    host: str = "127.0.0.1"
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)] = 25
    security: Literal["none", "starttls", "tls"] = "none"
    sender: str = ""
    user: str = ""
    password: str = ""


class DeliverySettings(Record, frozen=True):
    """Delivery. to: nobody is told anything where it is empty. dry_run: messages are kept, none is sent.

    pages_again_after: nights in a row after which a page that cannot be read is told a second time.
    """

    to: tuple[Recipient, ...] = ()
    mail: MailSettings = MailSettings()
    pages_again_after: Annotated[int, msgspec.Meta(ge=2)] = 3
    dry_run: bool = False
