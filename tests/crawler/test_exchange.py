from datetime import UTC, datetime

import pytest
from cryptography.x509 import Name, NameAttribute
from cryptography.x509.oid import NameOID
from scrapy import Request
from scrapy.http import Response

from crawler.exchange import certificate_of, exchange_of, issuer_of, phrase_of, sent_headers

AT = datetime(2026, 11, 22, 3, 4, 5, 678, tzinfo=UTC)


def test_an_answer_is_kept_with_the_headers_as_they_came_and_the_body_decoded():
    request = Request(
        "https://pay.example/",
        headers={"User-Agent": "hotlinewatch"},
        meta={"came_at": AT, "wire_headers": (("Content-Encoding", "gzip"),)},
    )
    found = exchange_of(request, Response("https://pay.example/", status=404, body=b"decoded"))
    assert (found.url, found.at, found.status, found.reason) == (
        "https://pay.example/",
        AT.replace(microsecond=0),
        404,
        "Not Found",
    )
    assert (found.headers, found.body, found.request) == (
        (("Content-Encoding", "gzip"),),
        b"decoded",
        (("User-Agent", "hotlinewatch"),),
    )


def test_headers_of_one_name_are_all_kept():
    request = Request("https://pay.example/", headers={"Accept": ["a", "b"]})
    assert sent_headers(request) == (("Accept", "a"), ("Accept", "b"))


def test_a_status_without_a_phrase_has_none():
    assert phrase_of(799) == ""


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([(NameOID.COMMON_NAME, "R11"), (NameOID.ORGANIZATION_NAME, "Example Trust")], "Example Trust"),
        ([(NameOID.COMMON_NAME, "Example Root")], "Example Root"),
        ([(NameOID.COUNTRY_NAME, "GB")], "C=GB"),
    ],
)
def test_who_issued_a_certificate_is_named_by_organisation_first(parts, expected):
    assert issuer_of(Name([NameAttribute(kind, value) for kind, value in parts])) == expected


def test_without_tls_there_is_no_certificate():
    request = Request("http://pay.example/")
    assert certificate_of(request, Response("http://pay.example/")) is None
