import json
from urllib.parse import quote

import pytest


@pytest.mark.parametrize(
    "typed",
    [
        "+442079460123",
        "%2B442079460123",
        "%20442079460123",
        "%2B44%2020%207946%200123",
        "+44-20-7946-0123",
        "0044-20-7946-0123",
        "tel:+442079460123",
        "020-7946-0123",
        "020%207946%200123",
        quote("（020）7946 0123"),
        quote("０２０ ７９４６ ０１２３"),
        "02079460123?country=GB",
        "02079460123?country=gb",
    ],
)
def test_a_listed_number_is_official_in_every_form_it_is_typed_in(api, typed):
    told = api.ask(f"/v1/numbers/{typed}").json
    assert (told["answer"], [entry["key"] for entry in told["entries"]]) == ("official", ["+442079460123"])


@pytest.mark.parametrize("typed", ["95188", "CN:95188", "tel:95188;phone-context=+86", "+86 95188", "86-95188"])
def test_a_short_code_is_official_in_every_form(api, typed):
    told = api.ask(f"/v1/numbers/{quote(typed)}").json
    assert (told["answer"], told["exact"]) == ("official", True)


@pytest.mark.parametrize("typed", ["0571-95188", "+8657195188", "95188-6"])
def test_another_notation_of_a_listed_line_says_that_it_is_one(api, typed):
    told = api.ask(f"/v1/numbers/{typed}").json
    assert (told["answer"], told["exact"], told["entries"][0]["key"]) == ("official", False, "CN:95188")


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("95188", "official"),
        ("95188?provider=alipay", "official"),
        ("95188?provider=cn/alipay", "official"),
        (f"95188?provider={quote('支付寶')}", "official"),
        (f"95188?provider={quote('Example Pay')}", "official_other_provider"),
        ("95187", "retired"),
        ("95187?provider=alipay", "retired"),
        ("95189", "not_listed"),
        ("95188?country=GB", "not_listed"),
        ("+442079460124", "not_listed"),
    ],
)
def test_the_four_public_answers(api, asked, answer):
    assert api.ask(f"/v1/numbers/{asked}").json["answer"] == answer


def test_every_answer_says_what_it_rests_on(api):
    for path in ("/v1/numbers/95188", "/v1/entries", "/v1/providers", "/v1/providers/cn/alipay", "/v1/status"):
        assert api.ask(path).json["release"] == {
            "number": 1,
            "made": "2026-11-22T02:10:00Z",
            "expires_at": "2026-11-29T02:10:00Z",
            "withdrawn": 0,
        }


@pytest.mark.parametrize("asked", ["abc", "%E2%82%AC", "-"])
def test_what_holds_no_number_is_told_so(api, asked):
    answered = api.ask(f"/v1/numbers/{asked}")
    assert (answered.status, answered.json["code"]) == (404, "no_number")


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("country=UK", "country"),
        ("country=GBR", "country"),
        ("contry=GB", None),
        ("provider=", "provider"),
        ("provider=nobody", "provider"),
    ],
)
def test_a_slip_in_a_parameter_is_refused_not_passed_over(api, query, parameter):
    answered = api.ask(f"/v1/numbers/02079460123?{query}")
    assert answered.status in (400, 404)
    assert answered.json.get("parameter") == parameter


@pytest.mark.parametrize(
    "name", ["alipay", "ALIPAY", "Ａｌｉｐａｙ", "支付宝", "支付寶", "蚂蚁支付", "螞蟻", "cn/alipay", "lipa"]
)
def test_a_provider_is_found_by_any_of_its_names_in_any_script(api, name):
    told = api.ask(f"/v1/providers?q={quote(name)}").json
    assert [one["id"] for one in told["providers"]] == ["cn/alipay"]


def test_providers_are_listed_and_narrowed(api):
    assert [one["id"] for one in api.ask("/v1/providers").json["providers"]] == ["cn/alipay", "gb/example-pay"]
    assert [one["id"] for one in api.ask("/v1/providers?country=GB&kind=wallet").json["providers"]] == [
        "gb/example-pay"
    ]
    assert api.ask("/v1/providers?kind=bank").json["providers"] == []


def test_a_provider_shows_its_lines_and_what_it_retired(api):
    told = api.ask("/v1/providers/cn/alipay").json
    assert told["provider"]["official_hosts"] == ["pay.example"]
    assert [entry["key"] for entry in told["entries"]] == ["CN:95188"]
    assert told["retired"][0]["replaced_by"] == "CN:95188"
    assert api.ask("/v1/providers/cn/nobody").json["code"] == "no_such_provider"


def test_lines_come_in_pages_and_narrowed(api):
    first = api.ask("/v1/entries?limit=1").json
    assert (first["total"], first["next_offset"]) == (2, 1)
    second = api.ask("/v1/entries?limit=1&offset=1").json
    assert second["next_offset"] is None
    assert [first["entries"][0]["key"], second["entries"][0]["key"]] == ["CN:95188", "+442079460123"]
    for query, keys in (
        ("provider=alipay", ["CN:95188"]),
        ("country=GB", ["+442079460123"]),
        ("purpose=lost_card", ["+442079460123"]),
        ("presence=stale", []),
        ("country=CN&purpose=lost_card", []),
    ):
        assert [entry["key"] for entry in api.ask(f"/v1/entries?{query}").json["entries"]] == keys


def test_a_line_is_given_as_the_release_has_it(api):
    whole = json.loads((api.shelf.folder / "000001" / "directory.json").read_bytes())
    assert api.ask("/v1/entries").json["entries"] == whole["entries"]
