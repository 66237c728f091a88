"""A message by mail: plain text over SMTP, under a Message-ID of our own, so that a repeated one is known as such."""

from __future__ import annotations

import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from typing import NamedTuple

from directory.outbox import Letter
from reports.delivery.trouble import NotDelivered

# A server that says nothing for this long is tried again later.
TIMEOUT_S = 30.0


class MailServer(NamedTuple):
    """Where mail is handed in. security: `starttls`, `tls` from the first byte, `none` for a server on this machine.

    sender: the address the mail comes from. user, password: "" for a server that asks for neither.
    """

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: str = ""


def write_mail(letter: Letter, sender: str, address: str) -> EmailMessage:
    """Write the mail that carries a message. Raises NotDelivered for an address that is none."""
    mail = EmailMessage(policy=POLICY)
    try:
        mail["From"] = Address("hotlinewatch", addr_spec=sender)
        mail["To"] = Address(addr_spec=address)
    except (ValueError, IndexError) as error:
        raise NotDelivered(f"{sender!r} to {address!r}: expected addresses such as name@example.org") from error
    mail["Subject"] = letter.title
    mail["Date"] = letter.made_at
    mail["Message-ID"] = f"<{letter.id}>"
    # RFC 3834: nobody's holiday note answers this.
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.body)
    return mail


def send_mail(letter: Letter, server: MailServer, address: str) -> None:
    """Hand one message in. Raises NotDelivered, which says what the server said."""
    mail = write_mail(letter, server.sender, address)
    try:
        with _connect(server) as door:
            if server.security == "starttls":
                door.starttls(context=ssl.create_default_context())
            if server.user:
                door.login(server.user, server.password)
            door.send_message(mail)
    except (OSError, smtplib.SMTPException) as error:
        raise NotDelivered(f"{server.host}:{server.port}: {error}") from error


def _connect(server: MailServer) -> smtplib.SMTP:
    if server.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_S, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
