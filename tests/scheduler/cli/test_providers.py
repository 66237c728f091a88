import json
import os
from pathlib import Path

import pytest

from directory.providers import lint, load_providers
from scheduler.cli.main import main

DESCRIPTION = """
name = "Example Pay"
names = { zh = "示例支付" }
kind = "wallet"
country = "CN"
official_hosts = ["pay.example"]
hotline = "published"

[[pages]]
url = "https://help.pay.example/contact"
channel = "contact"
language = "zh"
regions = ["CN"]
keep = ["main"]
expect = { least = 1, most = 6 }
filters = [{ name = "letters_as_digits", pairs = { O = "0" } }]
"""
SAVED = """<!doctype html><html lang="zh"><title>联系我们</title><body>
<main><p>客服热线：95188（24小时）</p><p>境外：<a href="tel:+8657195188">+86 571 95188</a></p></main>
<footer>京ICP证030247号</footer></body></html>"""


@pytest.fixture(autouse=True)
def installation(tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("HOTLINEWATCH_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOTLINEWATCH_DATA", str(tmp_path / "data"))


@pytest.fixture
def folder(tmp_path):
    file = tmp_path / "set/cn/example-pay.toml"
    file.parent.mkdir(parents=True)
    file.write_text(DESCRIPTION, encoding="utf-8")
    other = DESCRIPTION.replace("wallet", "bank").replace("示例支付", "另一家").replace("Example Pay", "Other [b]Pay")
    (tmp_path / "set/cn/other-pay.toml").write_text(other.replace("pay.example", "other.example"), encoding="utf-8")
    return tmp_path / "set"


def test_the_list_shows_every_provider_of_the_set(folder, capsys):
    assert main(["providers", "list", "--providers", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "cn/example-pay" in out
    assert "示例支付" in out
    assert "Other [b]Pay" in out
    assert "2 of 2 providers" in out


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--kind", "bank"], ["cn/other-pay"]),
        (["--country", "cn"], ["cn/example-pay", "cn/other-pay"]),
        (["--hotline", "published", "示例"], ["cn/example-pay"]),
        (["OTHER.example"], ["cn/other-pay"]),
    ],
)
def test_the_list_can_be_narrowed(folder, capsys, options, ids):
    assert main(["providers", "list", "--providers", str(folder), "--json", *options]) == 0
    found = json.loads(capsys.readouterr().out)["providers"]
    assert [provider["id"] for provider in found] == ids
    assert found[0]["pages"][0]["regions"] == ["CN"]


def test_a_list_of_nothing_says_so(folder, capsys):
    assert main(["providers", "list", "--providers", str(folder), "--kind", "broker"]) == 4
    assert "no provider is like that" in capsys.readouterr().err


def test_the_shipped_set_is_listed_under_the_files_of_the_installation(folder, monkeypatch, capsys):
    (folder / "cn/example-pay.toml").rename(folder / "cn/alipay.toml")
    monkeypatch.setenv("HOTLINEWATCH_PROVIDERS", str(folder))
    assert main(["providers", "list", "--json"]) == 0
    found = {provider["id"]: provider["name"] for provider in json.loads(capsys.readouterr().out)["providers"]}
    assert found["cn/alipay"] == "Example Pay"
    assert found["cn/wechat-pay"] == "WeChat Pay"


def test_lint_prints_every_fault_and_ends_with_2(folder, capsys):
    bad = DESCRIPTION.replace('["CN"]', '["UK"]').replace("wallet", "purse")
    (folder / "cn/example-pay.toml").write_text(bad, encoding="utf-8")
    assert main(["providers", "lint", "--providers", str(folder)]) == 2
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith("set/cn/example-pay.toml: kind: got 'purse', expected one of wallet")
    assert out[1] == (
        "set/cn/example-pay.toml: pages[0].regions[0]: got 'UK', expected an ISO 3166 code; the United Kingdom is 'GB'"
    )
    assert main(["providers", "lint", "--providers", str(folder), "--json"]) == 2
    assert json.loads(capsys.readouterr().out) == {"faults": out}


def test_lint_is_content_with_a_sound_set(folder, capsys):
    assert main(["providers", "lint", "--providers", str(folder)]) == 0
    assert capsys.readouterr().out == "no fault in any provider file\n"


def test_lint_checks_the_shipped_set_by_default(capsys):
    assert main(["providers", "lint", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"faults": []}


def test_a_verb_on_a_broken_set_names_the_fault(folder, capsys):
    (folder / "cn/example-pay.toml").write_text("name = 3", encoding="utf-8")
    assert main(["providers", "list", "--providers", str(folder)]) == 2
    assert "set/cn/example-pay.toml: name: got 3, expected a text" in capsys.readouterr().err


def new(folder: Path, provider_id: str, *options: str) -> int:
    return main(["providers", "new", provider_id, "--providers", str(folder), *options])


def test_a_new_description_is_sound_and_is_never_overwritten(tmp_path, capsys):
    folder = tmp_path / "own"
    folder.mkdir()
    options = ("--name", 'The "Third" Pay', "--url", "https://www.third.example/help", "--kind", "payment")
    assert new(folder, "gb/third-pay", *options) == 0
    assert "hotlinewatch providers lint" in capsys.readouterr().out
    assert lint(folder) == []
    provider = load_providers(folder)["gb/third-pay"]
    assert (provider.name, provider.kind, provider.country) == ('The "Third" Pay', "payment", "GB")
    assert provider.official_hosts == ("third.example",)
    before = (folder / "gb/third-pay.toml").read_bytes()
    assert new(folder, "gb/third-pay", "--name", "Another", "--url", "https://another.example/") == 2
    assert "exists already and stays as it is" in capsys.readouterr().err
    assert (folder / "gb/third-pay.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("provider_id", "options", "fault"),
    [
        ("uk/third-pay", ["--url", "https://third.example/"], "the United Kingdom is 'GB'"),
        ("gb/Third", ["--url", "https://third.example/"], "<cc>/<slug>.toml"),
        ("../third", ["--url", "https://third.example/"], "<cc>/<slug>.toml"),
        ("gb/third-pay", ["--url", "third.example"], "expected a whole https:// address"),
        ("gb/third-pay", ["--url", "https://github.io/"], "public suffix"),
        ("world/third-pay", ["--url", "https://third.example/"], "--country: missing"),
        ("gb/third-pay", ["--url", "https://third.example/", "--country", "US"], "expected 'GB', the folder's"),
    ],
)
def test_a_new_description_that_would_not_load_is_not_written(tmp_path, capsys, provider_id, options, fault):
    folder = tmp_path / "own"
    folder.mkdir()
    assert new(folder, provider_id, "--name", "Third Pay", *options) == 2
    assert fault in capsys.readouterr().err
    assert list(folder.rglob("*.toml")) == []


def test_a_new_provider_of_the_world_has_a_home_country(tmp_path):
    folder = tmp_path / "own"
    folder.mkdir()
    assert new(folder, "world/third-pay", "--name", "Third", "--url", "https://third.example/", "--country", "US") == 0
    assert load_providers(folder)["world/third-pay"].country == "US"


def probe(folder: Path, *arguments: str) -> int:
    return main(["providers", "probe", "--providers", str(folder), *arguments])


def test_an_address_is_told_with_its_owner_and_a_block_that_loads(folder, capsys):
    assert probe(folder, "https://help.pay.example/lost", "--language", "zh", "--json") == 4
    told = json.loads(capsys.readouterr().out)
    assert told["owners"] == ["cn/example-pay"]
    assert "give a saved page by --file" in told["detail"]
    with (folder / "cn/example-pay.toml").open("a", encoding="utf-8") as file:
        file.write("\n" + told["block"])
    assert lint(folder) == []
    assert load_providers(folder)["cn/example-pay"].pages[1].url == "https://help.pay.example/lost"


def test_the_block_of_a_page_we_know_keeps_what_is_said_of_it(folder, capsys):
    assert probe(folder, "https://help.pay.example/contact", "--json") == 4
    head = DESCRIPTION.partition("[[pages]]")[0]
    (folder / "cn/example-pay.toml").write_text(head + json.loads(capsys.readouterr().out)["block"], encoding="utf-8")
    (page,) = load_providers(folder)["cn/example-pay"].pages
    assert (page.keep, page.filters) == (("main",), ({"name": "letters_as_digits", "pairs": {"O": "0"}},))


def test_an_address_of_nobody_is_a_platform_page(folder, capsys):
    assert probe(folder, "https://pay.example.evil.example/", "--region", "CN") == 4
    out = capsys.readouterr().out
    assert "official host of: no provider of ours" in out
    assert "platform = true" in out


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ([], "nothing to probe"),
        (["https://nobody.example/"], "say by --region"),
        (["https://help.pay.example/", "--region", "UK"], "the United Kingdom is 'GB'"),
        (["help.pay.example"], "expected a whole https:// address"),
    ],
)
def test_a_probe_without_what_it_needs_is_refused(folder, capsys, arguments, fault):
    assert probe(folder, *arguments) == 2
    assert fault in capsys.readouterr().err


def test_a_saved_page_is_read_with_its_numbers_and_an_expectation(folder, tmp_path, capsys):
    page = tmp_path / "saved.html"
    page.write_text(SAVED, encoding="utf-8")
    assert probe(folder, "https://help.pay.example/contact", "--file", str(page), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["reading"], told["title"]) == ("ok", "联系我们")
    assert set(told["numbers"]["visible"]) >= {"CN:95188"}
    assert told["numbers"]["tel_link"] == ["+8657195188"]
    assert told["expect"] == {"least": 1, "most": 4}
    assert "expect = { least = 1, most = 4 }" in told["block"]


def test_a_saved_page_without_numbers_is_said_to_have_none(folder, tmp_path, capsys):
    page = tmp_path / "saved.html"
    page.write_text("<title>Empty</title><main>" + "Nothing to call here. " * 30 + "</main>", encoding="utf-8")
    probe(folder, "https://nobody.example/", "--region", "GB", "--file", str(page))
    out = capsys.readouterr().out
    assert "no number found" in out
    assert "expect = { least = 0, most = 3 }" in out


def test_a_saved_page_alone_is_read_without_a_block(folder, tmp_path, capsys):
    page = tmp_path / "saved.html"
    page.write_text(SAVED, encoding="utf-8")
    assert probe(folder, "--file", str(page), "--region", "CN") == 0
    out = capsys.readouterr().out
    assert "95188 (CN:95188)" in out
    assert "give the URL too" in out
    assert "[[pages]]\n" not in out


def test_a_saved_page_beyond_the_limit_is_not_read(folder, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("HOTLINEWATCH_CRAWL__MAX_BYTES", "10")
    page = tmp_path / "saved.html"
    page.write_text(SAVED, encoding="utf-8")
    assert probe(folder, "https://help.pay.example/contact", "--file", str(page)) == 4
    assert "fetch: too_large" in capsys.readouterr().out


def test_a_live_address_is_asked_once_somebody_can_be_written_to(folder, capsys, monkeypatch):
    monkeypatch.setenv("HOTLINEWATCH_CONTACT", "tests@hotlinewatch.example")
    assert probe(folder, "https://help.pay.example/contact", "--json") == 4
    assert json.loads(capsys.readouterr().out)["fetch"] in ("dns_error", "unreachable")
