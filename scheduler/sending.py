"""The outbox sent: each message taken, counted, handed out, and tried again later where it did not go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import msgspec
import structlog

from directory.outbox import Letter
from directory.store import Store
from reports.delivery.mail import MailServer, send_mail
from reports.delivery.messages import trial
from reports.delivery.notify import is_address, send_notice
from reports.delivery.trouble import NotDelivered
from scheduler.config import ConfigError, Settings
from scheduler.delivery_settings import DeliverySettings, Recipient
from scheduler.posting import Told, letter_of

# Whoever takes a message has it for as long; a server is given half a minute for each of its answers.
HOLD = timedelta(minutes=5)
# When a message that did not go is tried again; after the last of these it has failed. RFC 5321, 4.5.4.1: tries go on
# for at least four days, at first after half an hour.
AGAIN_AFTER = tuple(timedelta(minutes=minutes) for minutes in (10, 30, 60, 180, 360, *[720] * 8))

log = structlog.get_logger()
Sends = Callable[[Letter, Recipient], None]


def sends_by(settings: DeliverySettings) -> Sends:
    """Give what sends one message: mail over SMTP, all else through Apprise. It raises NotDelivered."""
    mail = settings.mail
    server = MailServer(mail.host, mail.port, mail.security, mail.sender, mail.user, mail.password)

    def send(letter: Letter, to: Recipient) -> None:
        if to.is_mail:
            send_mail(letter, server, to.address)
        else:
            send_notice(letter, to.address)

    return send


def check_delivery(settings: DeliverySettings) -> None:
    """Refuse what cannot be sent. Raises ConfigError: a name given twice, mail without a sender, an unknown address."""
    names = [to.name for to in settings.to]
    for to in settings.to:
        place = f"delivery, recipient {to.name!r}"
        if names.count(to.name) > 1:
            raise ConfigError(f"{place}: stands there twice; give each a name of its own")
        if to.is_mail and "@" not in to.address:
            raise ConfigError(f"{place}: its address is neither name@host nor one that Apprise knows (service://…)")
        if to.is_mail and "@" not in settings.mail.sender:
            raise ConfigError(f"{place}: mail needs `sender` in [delivery.mail], an address that answers go to")
        if not to.is_mail and not is_address(to.address):
            raise ConfigError(f"{place}: Apprise knows no address of the kind {to.address.partition(':')[0]!r}")


def send_waiting(settings: Settings, store: Store, clock: Callable[[], datetime], sends: Sends) -> list[Letter]:
    """Send every message that is due; give those that were tried, as they ended. In a dry run none is.

    A message goes out again where a sender dies between its last word and the row: under the same Message-ID.
    Raises StoreTrouble.
    """
    people: Mapping[str, Recipient] = {to.name: to for to in settings.delivery.to}
    tried: list[Letter] = []
    if settings.delivery.dry_run or not people:
        return tried
    while (letter := store.take_letter(clock(), clock() + HOLD, people)) is not None:
        try:
            sends(letter, people[letter.to])
        except NotDelivered as trouble:
            again = AGAIN_AFTER[letter.tries - 1 :]
            store.unsent_letter(letter, str(trouble), clock() + again[0] if again else None)
            log.warning("letter_not_sent", to=letter.to, kind=letter.kind, tries=letter.tries, error=str(trouble))
        else:
            store.sent_letter(letter, clock())
            log.info("letter_sent", to=letter.to, kind=letter.kind, id=letter.id)
        tried.append(letter)
    return tried


def send_trial(to: Recipient, settings: Settings, now: datetime) -> Letter:
    """Send one recipient a test message at once, past the outbox; give it with what came of it."""
    said = trial(to.lang or settings.lang, to.name)
    letter = letter_of(Told(to.name, "test", said, (f"test {now.isoformat()}",)), now)
    try:
        sends_by(settings.delivery)(letter, to)
    except NotDelivered as trouble:
        return msgspec.structs.replace(letter, state="failed", tries=1, error=str(trouble))
    return msgspec.structs.replace(letter, state="sent", tries=1, sent_at=now)
