import zlib
from importlib import import_module

import pytest
from OpenSSL.SSL import Error as TlsError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.internet.error import NoRouteError
from twisted.python.failure import Failure
from twisted.web._newclient import ResponseNeverReceived

from crawler.outcome import RULES, name_answer, name_trouble
from directory.terms import FetchOutcome


@pytest.mark.parametrize(
    ("status", "headers", "was_conditional", "expected"),
    [
        (200, {}, False, "ok"),
        (203, {}, False, "ok"),
        (206, {}, False, "http_error"),
        (304, {}, True, "not_modified"),
        (304, {}, False, "http_error"),
        (401, {}, False, "blocked"),
        (403, {}, False, "blocked"),
        (429, {}, False, "blocked"),
        (451, {}, False, "blocked"),
        (503, {}, False, "http_error"),
        (503, {"cf-mitigated": "challenge"}, False, "blocked"),
        (202, {"x-amzn-waf-action": "challenge"}, False, "blocked"),
        (200, {"cf-mitigated": "none"}, False, "ok"),
        (404, {}, False, "http_error"),
        (500, {}, False, "http_error"),
        (301, {}, False, "http_error"),
    ],
)
def test_each_answer_has_its_name(status, headers, was_conditional, expected):
    outcome, detail = name_answer(status, headers, was_conditional=was_conditional)
    assert outcome == expected
    assert bool(detail) == (expected not in {"ok", "not_modified"})


def caused_by(outer: BaseException, inner: BaseException) -> BaseException:
    outer.__cause__ = inner
    return outer


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (CannotResolveHostError("x"), "dns_error"),
        (DownloadConnectionRefusedError("x"), "unreachable"),
        (NoRouteError("x"), "unreachable"),
        (ResponseDataLossError("x"), "unreachable"),
        (DownloadFailedError("x"), "unreachable"),
        (DownloadTimeoutError("x"), "timed_out"),
        (DownloadCancelledError("x"), "too_large"),
        (caused_by(DownloadFailedError("x"), ResponseNeverReceived([Failure(TlsError([]))])), "tls_error"),
        (caused_by(IgnoreRequest("x"), zlib.error("x")), "http_error"),
        (EOFError("x"), "http_error"),
        (IgnoreRequest("nobody foresaw this"), "internal_error"),
        (KeyError("x"), "internal_error"),
    ],
)
def test_each_trouble_has_its_name_after_its_innermost_cause(error, expected):
    outcome, detail = name_trouble(error)
    assert outcome == expected
    assert detail


def test_errors_that_cause_each_other_end():
    one, two = KeyError("one"), KeyError("two")
    one.__cause__, two.__cause__ = two, one
    assert name_trouble(one)[0] == "internal_error"


def test_a_detail_is_one_short_line():
    assert name_trouble(CannotResolveHostError("a\r\nb\x00 " * 200))[1].count("\n") == 0
    assert len(name_trouble(KeyError("x" * 999))[1]) <= 300


# The standard library has compression.zstd from Python 3.14 on; before, Scrapy uses backports.zstd.
@pytest.mark.parametrize("path", sorted(set(RULES.trouble) - {"compression.zstd.ZstdError"}))
def test_every_class_in_the_table_exists(path):
    module, _, name = path.rpartition(".")
    assert issubclass(getattr(import_module(module), name), BaseException)


def test_every_outcome_in_the_table_is_on_the_closed_list():
    assert set(RULES.trouble.values()) <= set(FetchOutcome.__args__)
