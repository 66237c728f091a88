from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from directory.crops import keep_crop
from directory.records import Capture
from reports.console.captured import CannotReplay, Shelf, answer_crop, captured_route
from reports.console.replay import POLICY
from reports.console.tokens import LASTS, Opens, sign_token

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KEY = b"k" * 32
KEPT = {"a" * 64: Capture(snapshot="a" * 64, file="warc/1.warc.gz", offset=0, size_bytes=1)}


def replays(capture, sought):
    if sought.digits == "0":
        raise CannotReplay("too <deep> & long")
    return f"<p>{capture.snapshot[:4]} {sought.place} {sought.digits}"


@pytest.fixture
def client(tmp_path):
    shelf = Shelf(data=tmp_path, find=KEPT.get, replays=replays, key=KEY, clock=lambda: NOW)
    with TestClient(Starlette(routes=[captured_route(shelf)])) as asked:
        yield asked


def token(**opens):
    return sign_token(Opens(**({"snapshot": "a" * 64} | opens)), KEY, NOW)


def test_a_token_opens_its_page_without_a_cookie_and_under_the_policy(client):
    answer = client.get(f"/captured/{token(place='main', digits='95188')}")
    assert (answer.status_code, answer.text) == (200, "<p>aaaa main 95188")
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers


def test_what_is_over_forged_or_gone_is_one_and_the_same_answer(client):
    over = sign_token(Opens(snapshot="a" * 64), KEY, NOW - LASTS)
    answers = {client.get(f"/captured/{one}").text for one in (over, "forged.word", token(snapshot="b" * 64))}
    assert len(answers) == 1
    assert client.get(f"/captured/{over}").status_code == 404
    assert client.post(f"/captured/{token()}").status_code == 405


def test_what_cannot_be_shown_says_why_and_nothing_of_it_is_markup(client):
    answer = client.get(f"/captured/{token(digits='0')}")
    assert answer.status_code == 422
    assert "too &lt;deep> &amp; long" in answer.text
    assert answer.headers["Content-Security-Policy"] == POLICY


def test_a_picture_is_given_by_its_digest_alone(tmp_path):
    digest = keep_crop(tmp_path, b"\x89PNG")
    answer = answer_crop(tmp_path, digest)
    assert (answer.status_code, answer.body, answer.headers["Content-Type"]) == (200, b"\x89PNG", "image/png")
    assert [answer_crop(tmp_path, name).status_code for name in ("../" + digest, "0" * 64, "")] == [404, 404, 404]
