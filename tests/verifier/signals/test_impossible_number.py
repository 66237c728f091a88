import pytest

from tests.verifier.cases import CONTACT, LISTED, NEW, a_page, a_provider, a_sighting, an_entry, on_contact
from verifier.signals import impossible_number

CN_WALLET = a_provider(country="CN", kind="wallet", pages=(a_page(CONTACT, regions=("CN",)),))


def kinds(*sightings, entries=()):
    case = on_contact(*sightings, provider=CN_WALLET, entries=list(entries))
    return [suspicion.kind for suspicion in impossible_number.check(case)]


@pytest.mark.parametrize(
    "key",
    [
        "CN:400885580",
        "CN:40001888888",
        "+86400885580",
        "CN:014412345678",
        "CN:05711234567890",
        "GB:020794600189",
        "+1888555013",
        "+188855501377",
        "+44207946018899",
        "US:88855501379",
    ],
)
def test_a_number_that_no_plan_has_room_for_is_suspected(key):
    assert kinds(key) == ["shape"]


@pytest.mark.parametrize(
    "key",
    [
        NEW,
        LISTED,
        "CN:95188",
        "CN:95188;ext=6",
        "CN:9510211",
        "CN:955981112",
        "CN:121231234",
        "CN:1008611",
        "CN:12583110086",
        "CN-571:96588",
        "CN:88156688",
        "+8657195188",
        "+864006668800",
        "+864003123456",
        "+868008108888",
        "PH:2882",
        "IN:1930",
        "US:611",
        "+80012345678",
        "+81570000000",
        "+9118001234567",
    ],
)
def test_a_number_that_can_be_dialled_is_not(key):
    assert kinds(key) == []


@pytest.mark.parametrize("raw", ["+86 95188", "+95188", "0086-95188", "(+86) 95188", "＋86 95188"])
def test_a_code_behind_an_international_prefix_is_suspected(raw):
    assert kinds(a_sighting("CN:95188", raw=raw)) == ["code_abroad"]


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("CN:95188", "95188"),
        ("CN:95188", "86-95188"),
        ("+8657195188", "+86 571 95188"),
        ("CN-571:96588", "+86 571 96588"),
        ("+442079460155", "+44 20 7946 0155"),
    ],
)
def test_what_callers_can_dial_as_printed_is_not(key, raw):
    assert kinds(a_sighting(key, raw=raw)) == []


def test_a_listed_code_may_be_printed_as_it_likes():
    assert kinds(a_sighting("CN:95188", raw="+86 95188"), entries=[an_entry("CN:95188")]) == []


@pytest.mark.parametrize("raw", ["+8885550142", "+(888) 555-0142", "+888 555 0142"])
def test_a_plus_without_the_one_behind_it_is_suspected(raw):
    assert kinds(a_sighting("+18885550142", raw=raw)) == ["lost_code"]


@pytest.mark.parametrize("raw", ["+1 888 555 0142", "888 555 0142", "1-888-555-0142", "(+1) 888 555 0142"])
def test_a_whole_north_american_number_is_not(raw):
    assert kinds(a_sighting("+18885550142", raw=raw)) == []
