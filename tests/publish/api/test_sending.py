import pytest
from starlette.requests import Request

from publish.api.sending import freshness, is_known


def asked(value):
    return Request({"type": "http", "headers": [(b"if-none-match", value)] if value else []})


@pytest.mark.parametrize(
    ("given", "known"),
    [
        (b"", False),
        (b'"a1"', True),
        (b'W/"a1"', True),
        (b'"b2", "a1"', True),
        (b"*", True),
        (b'"b2"', False),
        (b"a1", False),
        (b'"' + b"\xff" * 9, False),
    ],
)
def test_what_the_client_has_is_known_by_its_etag(given, known):
    assert is_known(asked(given), '"a1"') is known


def test_nothing_stays_fresh_beyond_what_it_rests_on():
    assert freshness(30) == "public, max-age=30, must-revalidate"
    assert freshness(0) == freshness(-5) == "no-cache"


def test_an_answer_that_is_known_is_not_sent_again(api):
    first = api.ask("/v1/numbers/95188")
    again = api.ask("/v1/numbers/95188", If_None_Match=first.headers["etag"])
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert again.headers["cache-control"] == first.headers["cache-control"] == "public, max-age=30, must-revalidate"
    file = api.ask("/v1/releases/000001/directory.csv")
    assert api.ask("/v1/releases/000001/directory.csv", If_None_Match=file.headers["etag"]).status == 304
