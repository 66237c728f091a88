"""A message by one of the services that Apprise knows: chats, telephones, webhooks."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

with warnings.catch_warnings():
    # Apprise 2.2 loads its plug-ins, and with them modules that Python 3.13 drops, when it is first asked.
    warnings.simplefilter("ignore", DeprecationWarning)
    import apprise

from directory.outbox import Letter
from reports.delivery.trouble import NotDelivered


def is_address(url: str) -> bool:
    """Whether Apprise knows what to do with an address such as `ntfy://…`; nothing is sent."""
    with _quiet():
        return bool(_apprise().add(url))


def send_notice(letter: Letter, url: str) -> None:
    """Send one message. Raises NotDelivered, which says what the service said."""
    with _quiet() as said:
        ways = _apprise()
        if not ways.add(url):
            raise NotDelivered(f"{url.partition(':')[0]}: Apprise knows no such address; its documentation lists them")
        # As text: a service that shows HTML or Markdown is given it escaped.
        is_sent = ways.notify(title=letter.title, body=letter.body, body_format=apprise.NotifyFormat.TEXT)
    if not is_sent:
        raise NotDelivered(f"{url.partition(':')[0]}: {'; '.join(said) or 'was not taken, without a reason'}")


def _apprise() -> apprise.Apprise:
    # Nothing is kept on disk, and no plug-in is loaded from anywhere but the package.
    return apprise.Apprise(
        asset=apprise.AppriseAsset(storage_mode=apprise.PersistentStoreMode.MEMORY, plugin_paths=[], async_mode=False)
    )


@contextmanager
def _quiet() -> Iterator[list[str]]:
    """Collect what Apprise logs, which would else be lost: it answers with a bare False."""
    said: list[str] = []
    logger = logging.getLogger("apprise")
    keeper = logging.Handler(logging.WARNING)
    keeper.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    before = logger.propagate
    logger.propagate = False
    logger.addHandler(keeper)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            yield said
    finally:
        logger.removeHandler(keeper)
        logger.propagate = before
