import pytest

from publish.api.rate import Rate, read_networks
from tests.publish.api.conftest import a_server


def test_a_head_has_the_head_of_the_answer_and_no_body(api):
    head, got = api.ask("/v1/numbers/95188", "HEAD"), api.ask("/v1/numbers/95188")
    assert head.body == b""
    assert head.headers["content-length"] == str(len(got.body))
    assert head.headers["etag"] == got.headers["etag"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_every_other_method_is_refused_with_those_that_are_allowed(api, method):
    answered = api.ask("/v1/numbers/95188", method)
    assert (answered.status, answered.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answered.json["code"] == "method_not_allowed"


def test_a_browser_of_any_site_may_read_and_gets_no_cookie(api):
    asked = api.ask("/v1/numbers/95188", "OPTIONS", Origin="https://shop.example", Access_Control_Request_Method="GET")
    assert (asked.status, asked.headers["access-control-allow-origin"], asked.body) == (204, "*", b"")
    got = api.ask("/v1/numbers/95188", Origin="https://shop.example", Cookie="a=b")
    assert got.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in got.headers
    assert "set-cookie" not in got.headers
    assert got.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "target",
    [
        "/v1/numbers/%3Cscript%3Ealert(1)%3C/script%3E",
        "/v1/numbers/9%0d%0aSet-Cookie:evil=1",
        "/v1/numbers/95188?country=%3Cscript%3E",
        "/v1/numbers/95188?evil%3Cscript%3E=1",
        "/v1/numbers/95188?provider=evil%22%3Cscript%3E",
        "/v1/providers?q=%3Cscript%3Eevil",
        "/v1/entries?limit=evil",
        "/v1/releases/evil/x",
        "/v1/releases/latest/..%2f..%2fetc%2fpasswd",
        "/v1/releases/latest/../../../etc/passwd",
        "/v1/files/..%2f..%2fetc%2fpasswd",
        "//evil.example/v1/status",
        "/%5cevil.example",
        "/v1/status/",
        "/evil",
        "/v1/numbers/%ff%fe",
        "/v1/numbers/%00",
    ],
)
def test_nothing_of_a_hostile_address_comes_back(api, target):
    answered = api.ask(target)
    assert answered.status in (200, 400, 404)
    whole = repr(answered.headers) + answered.body.decode()
    assert not any(word in whole for word in ("evil", "script>", "root:", "location"))


def test_a_parameter_given_twice_is_refused(api):
    assert api.ask("/v1/numbers/95188?country=CN&country=GB").json["code"] == "bad_request"
    assert api.ask("/v1/numbers/95188?country=CN&&provider=alipay&").status == 200


def test_a_long_address_is_refused(api):
    for target in ("/v1/numbers/" + "9" * 3000, "/v1/providers?q=" + "9" * 3000):
        answered = api.ask(target)
        assert (answered.status, answered.json["code"]) == (414, "too_long")
    assert api.ask("/v1/numbers/" + "9" * 65).json["code"] == "bad_request"


def test_a_head_over_sixteen_kibibytes_is_refused_however_it_comes(api):
    told = api.ask("/v1/status", X_Long="a" * 17_000)
    assert (told.status, told.json["code"]) == (431, "head_too_long")
    assert api.ask("/v1/status", X_Long="a" * 15_000).status == 200


@pytest.mark.parametrize(
    "raw",
    [
        b"GET /v1/numbers/95188\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /v1/numbers/95188 HTTP/1.1\r\nHost: x\r\nX: a\x00b\r\n\r\n",
        b"GET /v1/status HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 400_000,
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET / HTTP/9.9\r\n\r\n",
    ],
)
def test_what_is_no_http_is_refused_and_the_server_goes_on(api, raw):
    assert not api.say(raw).startswith(b"HTTP/1.1 200")
    assert api.ask("/v1/status").status == 200


@pytest.mark.parametrize(
    "raw",
    [
        b"GET /v1/status HTTP/1.1\r\nHost: x\r\n Folded: evil\r\nConnection: close\r\n\r\n",
        b"GET /v1/status HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nConnection: close\r\n\r\nevil",
        b"GET http://evil.example/v1/status HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /v1/status HTTP/1.1\r\nHost: x\r\nX: " + b"evil" * 10_000 + b"\r\nConnection: close\r\n\r\n",
    ],
)
def test_an_odd_request_changes_no_answer(api, raw):
    answered = api.say(raw)
    assert answered.startswith((b"HTTP/1.1 200", b"HTTP/1.1 404", b"HTTP/1.1 400", b"HTTP/1.1 431"))
    assert b"evil" not in answered


def test_a_header_of_the_request_never_comes_back(api):
    answered = api.ask(
        "/nowhere", Host="evil.example", X_Forwarded_Host="evil.example", Accept_Language="evil", Origin="evil"
    )
    assert "evil" not in repr(answered)


def test_who_asks_too_often_is_told_when_to_come_again(folder):
    with a_server(folder, Rate(0.5, 3)) as running:
        answers = [running.ask("/v1/status") for _ in range(4)]
    assert [one.status for one in answers] == [200, 200, 200, 429]
    assert answers[3].headers["retry-after"] == "2"
    assert answers[3].json["code"] == "too_many"


def test_behind_a_trusted_proxy_each_client_counts_alone_and_nobody_can_invent_one(folder):
    with a_server(folder, Rate(0.01, 1), read_networks(["127.0.0.1", "10.0.0.0/8"])) as running:
        assert running.ask("/v1/status", X_Forwarded_For="203.0.113.1").status == 200
        assert running.ask("/v1/status", X_Forwarded_For="203.0.113.2, 10.1.1.1").status == 200
        assert running.ask("/v1/status", X_Forwarded_For="198.51.100.9, 203.0.113.2").status == 429
    with a_server(folder, Rate(0.01, 1)) as running:
        assert running.ask("/v1/status", X_Forwarded_For="203.0.113.1").status == 200
        assert running.ask("/v1/status", X_Forwarded_For="203.0.113.2").status == 429
