"""Who is at the desk: sessions, throttled sign-in, and forms that only the desk's own pages can send."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from directory.decisions import Account
from directory.desk import Session
from directory.store import Store

# NIST SP 800-63B, 4.2.3: at most a day, and an hour without use, for what changes records of consequence.
SESSION_LASTS = timedelta(hours=24)
UNUSED_LASTS = timedelta(hours=1)
# Written once in a while, not at each click.
SEEN_EVERY = timedelta(minutes=1)
# OWASP, Authentication Cheat Sheet: a lock of some minutes stops guessing and does not stop the owner for long.
LOCK_LASTS = timedelta(minutes=15)
TRIES_A_NAME = 5
TRIES_A_CLIENT = 20
TOKEN_BYTES = 32

Refusal = Literal["", "wrong", "locked"]


class SignedIn(NamedTuple):
    """What came of a try to sign in. token: for the browser's cookie, "" where it was refused."""

    token: str = ""
    refused: Refusal = ""


def sign_in(store: Store, name: str, password: str, client: str, now: datetime) -> SignedIn:
    """Begin a session for who knows the password; five failures for a name, or twenty of a client, lock for 15 minutes.

    A locked name is refused before its password is looked at, so that guessing goes no further by then.
    """
    of_name, of_client = store.failed_tries(name, client, now - LOCK_LASTS)
    if of_name >= TRIES_A_NAME or of_client >= TRIES_A_CLIENT:
        return SignedIn(refused="locked")
    account = store.check_password(name, password)
    if account is None:
        store.note_failed_try(name[:200], client, now, now - LOCK_LASTS)
        return SignedIn(refused="wrong")
    return SignedIn(begin(store, account, now))


def begin(store: Store, account: Account, now: datetime) -> str:
    """Begin a session and give its token, which only the browser keeps."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    form_token = secrets.token_urlsafe(TOKEN_BYTES)
    store.begin_session(Session(id=id_of(token), account=account, form_token=form_token, began_at=now, seen_at=now))
    return token


def session_of(store: Store, token: str, now: datetime) -> Session | None:
    """Give the session of a cookie's token, None where there is none or it is over."""
    if not token:
        return None
    session = store.session(id_of(token), now - SESSION_LASTS, now - UNUSED_LASTS)
    if session is not None and now - session.seen_at > SEEN_EVERY:
        store.see_session(session.id, now)
    return session


def id_of(token: str) -> str:
    """Give the name under which the store keeps a session: who reads the store cannot sign in with it."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_from_here(headers: Mapping[str, str], origin: str) -> bool:
    """Whether a browser says that a form was sent by a page of this desk; one that says nothing may be.

    origin: the desk's own, "https://desk.example". Every form bears the session's token besides.
    """
    site = headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    said = headers.get("origin")
    return said is None or said == origin


def has_form_token(session: Session, form: Mapping[str, str]) -> bool:
    """Whether a form bears the token of the session it is sent in."""
    return hmac.compare_digest(session.form_token.encode(), form.get("token", "").encode())
