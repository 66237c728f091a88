import pytest

from tests.verifier.cases import CONTACT, LISTED, NEW, a_page, a_provider, an_entry, keys_of, on_contact
from verifier.signals import placeholder

ANYWHERE = a_provider(pages=(a_page(CONTACT, regions=("CN", "US", "GB", "IN", "KR")),))


@pytest.mark.parametrize(
    ("key", "kind"), [("+12125550123", "fiction"), ("+18005550199", "fiction"), ("CN:12345678", "sequence")]
)
def test_what_is_kept_for_fiction_is_told_apart(key, kind):
    [found] = placeholder.check(on_contact(key, provider=ANYWHERE, entries=[]))
    assert found.kind == kind


def suspected(key, entries=()):
    return keys_of(placeholder.check, on_contact(key, provider=ANYWHERE, entries=list(entries)))


@pytest.mark.parametrize(
    "key",
    [
        "CN:12345678",
        "+861012345678",
        "+864001234567",
        "+8613812345678",
        "+8613912345678",
        "+919876543210",
        "+919999900000",
        "+442012345678",
        "+12125550123",
        "+18005550199",
        "CN:88888888",
        "+912222222222",
        "US:1234567",
    ],
)
def test_a_number_made_to_fill_a_gap_is_suspected(key):
    assert suspected(key) == [key]


@pytest.mark.parametrize(
    "key",
    [
        NEW,
        LISTED,
        "CN:95188",
        "CN:95555",
        "CN:12345",
        "CN:11111",
        "CN:95588",
        "+864006668800",
        "+864008888888",
        "+864008111111",
        "+868008108888",
        "+861066668888",
        "+12125551234",
        "+18005551212",
        "+18002752273",
        "+8215881588",
        "+8616503198930",
        "+85222662222",
        "+81120000000",
        "IN:1930",
    ],
)
def test_a_number_that_is_merely_easy_to_keep_in_mind_is_not(key):
    assert suspected(key) == []


def test_where_the_listed_lines_are_kept_for_fiction_too_that_tells_nothing():
    assert suspected("+12125550123", [an_entry("+18005550199")]) == []
    assert suspected("CN:12345678", [an_entry("+18005550199")]) == ["CN:12345678"]


def test_a_listed_one_is_never_asked_about():
    assert suspected("+864001234567", [an_entry("+864001234567")]) == []
