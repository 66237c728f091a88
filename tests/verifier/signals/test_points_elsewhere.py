import pytest
from msgspec.structs import replace

from directory.records import PageFacts
from tests.verifier.cases import CONTACT, LISTED, NEW, a_case, a_page, a_provider, a_reading, keys_of
from verifier.signals.points_elsewhere import check

AWAY = "https://spun.shop.example/page"


def page(*keys, **facts):
    return replace(a_reading(*keys), facts=PageFacts(**facts))


def night(now, before=None, **more):
    return a_case(now={CONTACT: now}, before={CONTACT: before} if before is not None else {}, **more)


@pytest.mark.parametrize("facts", [{"canonical": AWAY}, {"og_url": AWAY}, {"alternates": (AWAY,)}])
def test_a_new_number_on_a_page_that_points_away_is_suspected(facts):
    (found,) = check(night(page(LISTED, NEW, **facts)))
    assert (found.key, found.kind, found.values["detail"]) == (NEW, "address", "spun.shop.example")


def test_a_page_that_begins_to_point_away_is_suspected_itself():
    assert keys_of(check, night(page(LISTED, canonical=AWAY), page(LISTED, canonical=CONTACT))) == [""]


def test_a_page_that_has_long_pointed_away_asks_nothing_alone():
    assert keys_of(check, night(page(LISTED, canonical=AWAY), page(LISTED, canonical=AWAY))) == []
    assert keys_of(check, night(page(LISTED, canonical=AWAY))) == []


def test_a_new_number_on_a_page_in_a_foreign_script_is_suspected():
    (found,) = check(night(page(NEW, script="Cyrl")))
    assert (found.key, found.kind) == (NEW, "script")


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"canonical": "/contact"},
        {"canonical": "https://help.northmoor.example/"},
        {"canonical": "https://www.northmoor.com/contact", "og_url": "http://northmoor.co.uk/"},
        {"alternates": ("https://northmoor.example/de", "https://partner.example/fr")},
        {"script": "Latn"},
        {"canonical": "https://[broken"},
    ],
)
def test_a_page_of_the_providers_own_is_not_suspected(facts):
    assert keys_of(check, night(page(NEW, **facts), page(LISTED))) == []


def test_a_script_of_a_watched_page_is_expected():
    pages = (a_page(CONTACT), replace(a_page("https://www.northmoor.example/zh"), language="zh-CN"))
    provider = a_provider(pages=pages)
    assert keys_of(check, night(page(NEW, script="Hans"), provider=provider)) == []
    assert keys_of(check, night(page(NEW, script="Kore"), provider=provider)) == [NEW]


def test_a_platform_page_may_name_its_platform():
    url = "https://apps.store.example/northmoor"
    provider = a_provider(pages=(replace(a_page(url), platform=True),))
    case = a_case(now={url: page(NEW, canonical=f"{url}?l=en")}, provider=provider)
    assert keys_of(check, case) == []


def test_listed_lines_are_not_asked_about_again():
    assert keys_of(check, night(page(LISTED, script="Cyrl"))) == []
