import re
from pathlib import Path

import msgspec
import pytest

from directory.providers import (
    MAX_FILE_BYTES,
    ProviderError,
    basis,
    description_digest,
    find_provider,
    is_official,
    lint,
    load_overlaid,
    load_providers,
)
from directory.records import Expect

SOUND = """
name = "Example Pay"
names = { zh = "示例支付" }
aliases = ["ExPay"]
kind = "wallet"
country = "GB"
official_hosts = ["pay.example"]
hotline = "published"
formerly = ["gb/old-pay"]

[[pages]]
url = "https://help.pay.example/contact"
channel = "contact"
language = "en"
regions = ["GB", "US"]
keep = ["main", "footer .phone"]
expect = { least = 1, most = 6 }
filters = [{ name = "letters_as_digits", pairs = { O = "0" } }, { name = "drop", css = "nav" }]

[[pages]]
url = "https://social.example/expay"
channel = "social"
language = "en"
regions = ["GB"]
expect = { least = 0, most = 3 }
platform = true

[[known]]
number = "020 7946 0018"
country = "GB"
purpose = "general"
origin = "printed on the card"
sure = "medium"
"""


def a_set(root: Path, files: dict[str, str]) -> Path:
    folder = root / "providers"
    for place, text in files.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, encoding="utf-8")
    return folder


def faults_of(root: Path, text: str, place: str = "gb/example-pay.toml") -> list[str]:
    prefix = f"providers/{place}: "
    faults = lint(a_set(root, {place: text}))
    assert all(fault.startswith(prefix) for fault in faults)
    return [fault.removeprefix(prefix) for fault in faults]


def test_a_sound_file_loads_whole(tmp_path):
    providers = load_providers(a_set(tmp_path, {"gb/example-pay.toml": SOUND}))
    provider = providers["gb/example-pay"]
    assert provider.id == "gb/example-pay"
    assert provider.pages[0].regions == ("GB", "US")
    assert provider.pages[0].expect == Expect(least=1, most=6)
    assert provider.pages[1].platform
    assert provider.known[0].sure == "medium"


def test_load_raises_the_first_fault_with_its_place(tmp_path):
    text = SOUND.replace('url = "https://social.example/expay"', 'url = "https://www.pay.example/"')
    text = text.replace('regions = ["GB"]', 'regions = ["UK"]')
    with pytest.raises(ProviderError) as caught:
        load_providers(a_set(tmp_path, {"gb/example-pay.toml": text}))
    assert str(caught.value) == (
        "providers/gb/example-pay.toml: pages[1].regions[0]: "
        "got 'UK', expected an ISO 3166 code; the United Kingdom is 'GB'"
    )


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('kind = "wallet"', 'kind = "walet"', "kind: got 'walet', expected one of wallet, .*; did you mean 'wallet'"),
        ('channel = "social"', 'channel = "weibo"', r"pages\[1\].channel: got 'weibo', expected one of site, help"),
        ('purpose = "general"', 'purpose = "fun"', r"known\[0\].purpose: got 'fun', expected one of general"),
        ('hotline = "published"', 'hotlines = "none"', "hotlines: unknown key; did you mean 'hotline'"),
        ('hotline = "published"', "", "hotline: missing, expected one of published, none, app_only"),
        ("keep = [", "keeps = [", r"pages\[0\].keeps: unknown key; did you mean 'keep'"),
        ("least = 1, most", "least = 1, mots", r"pages\[0\].expect.mots: unknown key; did you mean 'most'"),
        ("expect = { least = 1, most = 6 }", "", r"pages\[0\].expect: missing, expected a table"),
        (
            "least = 1, most = 6",
            "least = 7, most = 6",
            r"pages\[0\].expect: got least = 7, most = 6, expected 0 <= lea",
        ),
        ("least = 1, most = 6", "least = -1, most = 6", r"pages\[0\].expect: got least = -1"),
        ("least = 1, most = 6", "least = 1, most = '6'", r"pages\[0\].expect.most: got '6', expected a whole number"),
        ("least = 1", f"least = 0x{'f' * 9999}", r"pages\[0\].expect.*: got .*a huge number"),
        (
            "platform = true",
            "",
            r"pages\[1\].url: got host 'social.example', expected one of official_hosts \(pay.exam",
        ),
        ("platform = true", "platform = 1", r"pages\[1\].platform: got 1, expected true or false"),
        ('"https://help', '"ftp://help', r"pages\[0\].url: got 'ftp://help.*expected a whole https:// address"),
        ('"https://help', '"help', r"pages\[0\].url: got 'help.pay.example/contact', expected a whole https://"),
        ('"https://help', '"https://user@help', r"pages\[0\].url: got .*no user name"),
        ("example/contact", "example:8443/contact", r"pages\[0\].url: got .*no port"),
        ("help.pay.example/", "help.pay.example.evil.example/", r"pages\[0\].url: got host 'help.pay.example.evil"),
        ("help.pay.example/", "helppay.example/", r"pages\[0\].url: got host 'helppay.example', expected one of"),
        ('regions = ["GB"]', 'regions = ["gb"]', r"pages\[1\].regions\[0\]: got 'gb', expected .*; write 'GB'"),
        (
            'regions = ["GB"]',
            'regions = ["AQ"]',
            r"pages\[1\].regions\[0\]: got 'AQ', expected a region that has a numb",
        ),
        ('regions = ["GB"]', 'regions = ["GB", "GB"]', r"pages\[1\].regions\[1\]: got 'GB' a second time"),
        ('regions = ["GB"]', "regions = []", r"pages\[1\].regions: got no region"),
        ('regions = ["GB"]', "regions = 'GB'", r"pages\[1\].regions: got 'GB', expected a list"),
        ('["pay.example"]', '["pay.example", "co.uk"]', r"official_hosts\[1\]: got 'co.uk', .* public suffix"),
        ('["pay.example"]', '["pay.example", "github.io"]', r"official_hosts\[1\]: got 'github.io', .* public suffix"),
        ('["pay.example"]', '["pay.example", "com"]', r"official_hosts\[1\]: got 'com', .* public suffix"),
        ('["pay.example"]', '["pay.example", "Pay.example"]', r"official_hosts\[1\]: .* lower case and A-label"),
        ('["pay.example"]', '["pay.example", "支付.example"]', r"official_hosts\[1\]: .* lower case and A-label"),
        ('["pay.example"]', '["pay.example", "https://pay.example"]', r"official_hosts\[1\]: .* a host name alone"),
        ('["pay.example"]', '["pay.example", "192.0.2.1"]', r"official_hosts\[1\]: .* a host name alone"),
        ('origin = "printed on the card"', "", r"known\[0\].origin: missing, expected a text"),
        ('origin = "printed on the card"', 'origin = " "', r"known\[0\].origin: got '', expected a text"),
        ('sure = "medium"', "", r"known\[0\].sure: missing, expected one of high, medium, low"),
        ('number = "020 7946 0018"', 'number = "call us"', r"known\[0\].number: got 'call us', expected a number"),
        ('country = "GB"\npurpose', 'country = "UK"\npurpose', r"known\[0\].country: got 'UK', .* 'GB'"),
        ('country = "GB"\noffi', 'country = "US"\noffi', "country: got 'US', expected 'GB', the folder's"),
        ("name = ", 'id = "gb/other"\nname = ', "id: got 'gb/other', expected 'gb/example-pay'"),
        ("/expay", "/ex\u202epay", r"pages\[1\].url: holds the character U\+202E"),
        ("Example Pay", r"Example\u0007Pay", r"name: holds the character U\+0007"),
        ('["main",', '["main[",', r"keep\[0\]: got 'main\[', expected a CSS selector"),
        ('["main",', f'["{"a" * 201}",', r"keep\[0\]: got .* at most 200 characters"),
        (
            '"letters_as_digits"',
            '"letters"',
            r"filters\[0\].name: got 'letters', expected one of drop, letters_as_digits",
        ),
        ('name = "drop", css', 'name = "drop", xpath', r"filters\[1\].(xpath: unknown key|css: missing)"),
        ('css = "nav"', "css = 3", r"filters\[1\].css: got 3, expected a CSS selector"),
        (
            'O = "0"',
            'OO = "0"',
            r"filters\[0\].pairs: got a table, expected one letter for one digit, found 'OO' = '0'",
        ),
        ('O = "0"', "O = 0", r"filters\[0\].pairs: .* found 'O' = 0"),
        ("{ zh =", "{ Chinese =", "names.Chinese: expected a language code"),
        (
            'language = "en"\nregions = ["GB"]',
            'language = "English"\nregions = ["GB"]',
            r"pages\[1\].language: got 'English'",
        ),
        ('"gb/old-pay"', '"old-pay"', r"formerly\[0\]: got 'old-pay', expected an id such as"),
        ('"gb/old-pay"', '"gb/example-pay"', r"formerly\[0\]: got 'gb/example-pay'"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path, before, after, fault):
    assert before in SOUND
    faults = faults_of(tmp_path, SOUND.replace(before, after, 1))
    assert any(re.search(fault, found) for found in faults), faults
    assert len(faults) <= 2


def test_faults_of_shape_and_of_meaning_are_told_together(tmp_path):
    text = SOUND.replace('kind = "wallet"', 'kind = "walet"').replace('["GB", "US"]', '["UK", "EU"]')
    faults = faults_of(tmp_path, text.replace("sure =", "certain ="))
    assert [fault.split(":")[0] for fault in faults] == [
        "kind",
        "known[0].certain",
        "known[0].sure",
        "pages[0].regions[0]",
        "pages[0].regions[1]",
    ]


def test_all_faults_of_all_files_are_told(tmp_path):
    bad = SOUND.replace('"GB", "US"', '"UK"').replace('formerly = ["gb/old-pay"]', "")
    folder = a_set(tmp_path, {"gb/a.toml": bad, "gb/b.toml": SOUND, "gb/c.toml": bad})
    assert [fault.split(": ")[0] for fault in lint(folder)] == ["providers/gb/a.toml", "providers/gb/c.toml"]


def test_an_address_stands_once(tmp_path):
    text = SOUND.replace("https://social.example/expay", "https://HELP.pay.example/contact#call")
    assert faults_of(tmp_path, text) == [
        "pages[1].url: got the address of pages[0] again, expected each address once",
    ]


def test_a_plain_http_page_is_loaded_where_it_is_written_so(tmp_path):
    assert faults_of(tmp_path, SOUND.replace("https://help", "http://help")) == []


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ("example-pay.toml", "expected its place to be <cc>/<slug>.toml"),
        ("gb/deep/example-pay.toml", "expected its place to be <cc>/<slug>.toml"),
        ("gb/Example_Pay.toml", "expected its place to be <cc>/<slug>.toml"),
        ("uk/example-pay.toml", "folder: got 'UK', expected an ISO 3166 code; the United Kingdom is 'GB'"),
        ("cn/example-pay.toml", "country: got 'GB', expected 'CN', the folder's"),
    ],
)
def test_a_file_in_a_wrong_place_is_refused(tmp_path, place, fault):
    (found,) = faults_of(tmp_path, SOUND, place)
    assert found.startswith(fault)


def test_a_provider_of_the_world_names_any_country(tmp_path):
    assert faults_of(tmp_path, SOUND, "world/example-pay.toml") == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("name = ", "expected TOML in UTF-8"),
        ("x = " + "[" * 30_000, "got tables or lists nested too deep"),
        (".".join("a" * 32_000) + " = 1", "got a line with more than 200 dots"),
        ("#" * (MAX_FILE_BYTES + 1), "got more than 64 KiB"),
        ("most = " + "9" * 5000, "expected TOML in UTF-8"),
    ],
    ids=["torn", "nested", "dotted", "long", "huge number"],
)
def test_a_hostile_file_is_a_fault_and_nothing_worse(tmp_path, text, fault):
    assert faults_of(tmp_path, text)[0].startswith(fault)


def test_a_file_that_is_no_utf8_is_a_fault(tmp_path):
    folder = a_set(tmp_path, {"gb/example-pay.toml": ""})
    (folder / "gb/example-pay.toml").write_bytes('name = "支付"'.encode("gb18030"))
    assert "expected TOML in UTF-8" in lint(folder)[0]


def test_an_empty_folder_is_a_fault(tmp_path):
    with pytest.raises(ProviderError, match=r"holds no <cc>/<slug>\.toml"):
        load_providers(tmp_path)


def test_a_former_id_belongs_to_one_provider(tmp_path):
    folder = a_set(
        tmp_path, {"gb/a.toml": SOUND, "gb/b.toml": SOUND, "gb/old-pay.toml": SOUND.replace("gb/old-", "gb/x-")}
    )
    assert lint(folder) == [
        "providers/gb/a.toml: formerly[0]: got 'gb/old-pay', which belongs to 'gb/old-pay'",
        "providers/gb/b.toml: formerly[0]: got 'gb/old-pay', which belongs to 'gb/old-pay'",
    ]


@pytest.mark.parametrize(
    "name", ["gb/example-pay", "example-pay", "gb/old-pay", "old-pay", "Example Pay", "EXPAY", "示例支付", "Ｅｘｐａｙ"]
)
def test_a_provider_is_found_by_any_of_its_names(tmp_path, name):
    other = (
        SOUND.replace("Example", "Other").replace("ExPay", "OtPay").replace("示例", "其他").replace("old-pay", "was")
    )
    providers = load_providers(a_set(tmp_path, {"gb/example-pay.toml": SOUND, "gb/other-pay.toml": other}))
    assert find_provider(providers, name).id == "gb/example-pay"


def test_a_name_of_two_providers_names_none(tmp_path):
    twin = SOUND.replace("old-pay", "older-pay").replace('country = "GB"\noff', 'country = "US"\noff')
    providers = load_providers(a_set(tmp_path, {"gb/example-pay.toml": SOUND, "us/example-pay.toml": twin}))
    with pytest.raises(ProviderError, match="gb/example-pay, us/example-pay; say which"):
        find_provider(providers, "example-pay")


def test_an_unknown_name_is_answered_with_what_is_near(tmp_path):
    providers = load_providers(a_set(tmp_path, {"gb/example-pay.toml": SOUND}))
    with pytest.raises(ProviderError, match="'exmaple-pay': unknown; near: gb/example-pay"):
        find_provider(providers, "exmaple-pay")
    with pytest.raises(ProviderError, match="`providers list` shows all"):
        find_provider(providers, "zzz")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://pay.example", True),
        ("https://pay.example/help?x=1", True),
        ("https://help.pay.example:443/", True),
        ("https://HELP.PAY.EXAMPLE/", True),
        ("http://pay.example/", False),
        ("https://pay.example:8443/", False),
        ("https://pay.example.evil.example/", False),
        ("https://evilpay.example/", False),
        ("https://pay.example@evil.example/", False),
        ("https://evil.example@pay.example/", False),
        ("https://evil.example\\@pay.example/", False),
        ("https://evil.example/\\.pay.example", False),
        ("https://pay.ex\nample/", False),
        ("https://pay.example./", False),
        ("https://pay.example:99999/", False),
        ("https://pay%2eexample/", False),
        ("https://рay.example/", False),
        ("https://[::1]/", False),
        ("https://", False),
        ("//pay.example/", False),
        ("javascript://pay.example/%0aalert(1)", False),
    ],
)
def test_only_a_plain_https_address_of_an_own_host_is_official(url, expected):
    assert is_official(url, ["pay.example"]) is expected


def test_the_digest_of_a_description_moves_with_what_a_reader_is_told(tmp_path):
    provider = load_providers(a_set(tmp_path, {"gb/example-pay.toml": SOUND}))["gb/example-pay"]
    page = provider.pages[0]
    digest = description_digest(page, provider)
    assert re.fullmatch(r"[0-9a-f]{64}", digest)
    told = [
        {"regions": ("GB",)},
        {"language": "zh"},
        {"keep": ("body",)},
        {"filters": ()},
        {"expect": Expect(least=0, most=6)},
    ]
    digests = {description_digest(msgspec.structs.replace(page, **change), provider) for change in told}
    digests.add(description_digest(page, msgspec.structs.replace(provider, aliases=())))
    assert len(digests - {digest}) == 6
    assert description_digest(msgspec.structs.replace(page, render="auto"), provider) == digest
    assert description_digest(page, msgspec.structs.replace(provider, known=())) == digest


def test_the_basis_of_a_decision_is_hosts_addresses_keep_and_regions(tmp_path):
    provider = load_providers(a_set(tmp_path, {"gb/example-pay.toml": SOUND}))["gb/example-pay"]
    turned = msgspec.structs.replace(provider, pages=provider.pages[::-1], known=(), aliases=())
    assert (
        basis(provider)
        == basis(turned)
        == {
            "official_hosts": ["pay.example"],
            "pages": [
                {"url": "https://help.pay.example/contact", "keep": ["main", "footer .phone"], "regions": ["GB", "US"]},
                {"url": "https://social.example/expay", "keep": [], "regions": ["GB"]},
            ],
        }
    )


def test_the_files_of_an_installation_lie_over_the_shipped_set(tmp_path):
    folder = a_set(
        tmp_path,
        {
            "cn/alipay.toml": SOUND.replace('"GB"\noffi', '"CN"\noffi'),
            "gb/example-pay.toml": SOUND.replace("old-", "former-"),
        },
    )
    providers = load_overlaid(folder)
    assert providers["cn/alipay"].name == "Example Pay"
    assert set(providers) == {*load_providers(None), "gb/example-pay"}
    assert list(providers) == sorted(providers)
    assert load_overlaid(None) == load_providers(None)
