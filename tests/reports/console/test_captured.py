from datetime import UTC, datetime

from reports.console.captured import CannotReplay, answer_captured, answer_crop
from reports.console.replay import POLICY
from reports.console.tokens import LASTS, Opens, sign_token

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KEY = b"k" * 32


def replays(snapshot, sought):
    if sought.digits == "0":
        raise CannotReplay("too <deep> & long")
    return f"<p>{snapshot[:4]} {sought.place} {sought.digits}" if snapshot == "a" * 64 else None


def opened(**opens):
    token = sign_token(Opens(**({"snapshot": "a" * 64} | opens)), KEY, NOW)
    return answer_captured(token, KEY, NOW, replays)


def test_a_token_opens_its_page_without_a_cookie_and_under_the_policy():
    answer = opened(place="main", digits="95188")
    assert (answer.status_code, answer.body) == (200, b"<p>aaaa main 95188")
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers


def test_what_is_over_forged_or_gone_is_one_and_the_same_answer():
    over = sign_token(Opens(snapshot="a" * 64), KEY, NOW - LASTS)
    answers = [*(answer_captured(one, KEY, NOW, replays) for one in (over, "forged.word")), opened(snapshot="b" * 64)]
    assert {(one.status_code, one.body) for one in answers} == {(404, answers[0].body)}
    assert b"Open the finding again" in answers[0].body


def test_what_cannot_be_shown_says_why_and_nothing_of_it_is_markup():
    answer = opened(digits="0")
    assert answer.status_code == 422
    assert b"too &lt;deep&gt; &amp; long" in answer.body
    assert answer.headers["Content-Security-Policy"] == POLICY


def test_a_picture_is_a_picture_and_nothing_else():
    answer, none = answer_crop(b"\x89PNG"), answer_crop(None)
    assert (answer.status_code, answer.body, answer.headers["Content-Type"]) == (200, b"\x89PNG", "image/png")
    assert none.status_code == 404
    assert {one.headers["Content-Security-Policy"] for one in (answer, none)} == {"sandbox; default-src 'none'"}
