import pytest

from directory.providers import load_providers
from directory.records import Provider
from scheduler.which import Ambiguous, find_key, listed_keys

LISTED = ("+442079460018", "CN:95188", "PH:2882")


def read(text: str, *, country: str = "", provider: Provider | None = None, default: str = "") -> tuple[str, str]:
    found = find_key(text, country=country, provider=provider, listed=LISTED, default=default)
    return found.key, found.rule


def a_provider(country: str) -> Provider:
    return Provider(
        id="xx/example-pay", name="Example Pay", kind="wallet", country=country, official_hosts=(), hotline="published"
    )


@pytest.mark.parametrize(
    ("text", "key", "rule"),
    [
        ("95188", "CN:95188", "directory"),
        ("+864006668800", "+864006668800", "international"),
        ("0571-95188", "+8657195188", "directory"),
        ("95188-6", "CN:95188;ext=6", "directory"),
        ("95188转6", "CN:95188;ext=6", "directory"),
        ("+86 95188", "CN:95188", "international"),
        ("00 86 400 666 8800", "+864006668800", "international"),
        ("CN:95188", "CN:95188", "key"),
        ("CN:95188;ext=6", "CN:95188;ext=6", "key"),
        ("2882", "PH:2882", "directory"),
        ("020 7946 0018", "+442079460018", "directory"),
    ],
)
def test_the_only_match_of_the_directory_decides_the_country(text, key, rule):
    assert read(text) == (key, rule)


def test_a_country_given_comes_before_all_else():
    assert read("95188", country="in", provider=a_provider("CN")) == ("IN:95188", "given")


def test_the_providers_country_comes_before_the_directory():
    assert read("2882", provider=a_provider("CN")) == ("CN:2882", "provider")


def test_the_setting_is_asked_last():
    assert read("1930", default="IN") == ("IN:1930", "setting")


def test_without_any_rule_the_readings_are_listed():
    with pytest.raises(Ambiguous, match=r"CN:1930.*GB:1930.*--country"):
        read("1930")


def test_a_number_that_two_countries_of_the_directory_have_is_ambiguous():
    with pytest.raises(Ambiguous, match=r"several countries: CN:95188 .*, IN:95188"):
        find_key("95188", country="", provider=None, listed=("CN:95188", "IN:95188"), default="")


@pytest.mark.parametrize("text", ["abc", "", "12"])
def test_what_nobody_can_dial_is_no_number(text):
    with pytest.raises(Ambiguous):
        read(text)


def test_claims_are_listed_beside_entries():
    listed = listed_keys([], load_providers(None))
    assert "cn/alipay" in listed["CN:95188"]
    assert list(listed) == sorted(listed)
