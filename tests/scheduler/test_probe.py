from datetime import UTC, datetime

import pytest

from directory.providers import load_providers
from directory.records import Expect, Fetch, Reading, Sighting
from scheduler.config import load_settings
from scheduler.probe import expectation, numbers_by_layer, owners_of, page_to_try, probe_page

PROVIDERS = load_providers(None)


def a_sighting(number, layer="visible", **given):
    return Sighting(
        raw=number, number=number, readings=(number,), start=0, end=1, place="p", layer=layer, quote="", **given
    )


def a_reading(*sightings):
    return Reading(snapshot="0" * 64, outcome="ok", content="", sightings=sightings)


def test_owners_are_those_whose_hosts_cover_the_address():
    assert [owner.id for owner in owners_of("https://help.alipay.com/x", PROVIDERS)] == ["cn/alipay"]
    assert [owner.id for owner in owners_of("http://www.alipay.com/", PROVIDERS)] == ["cn/alipay"]
    assert owners_of("https://alipay.com.evil.example/", PROVIDERS) == []


def test_a_page_that_is_described_already_is_tried_as_described():
    owners = owners_of("https://help.alipay.com/", PROVIDERS)
    assert page_to_try("https://help.alipay.com/", owners, (), "") in owners[0].pages


def test_a_page_on_somebody_elses_host_is_a_platform_page():
    page = page_to_try("https://apps.example/x", [], ("CN",), "zh")
    assert (page.platform, page.regions, page.language) == (True, ("CN",), "zh")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (0, Expect(least=0, most=3)),
        (1, Expect(least=1, most=3)),
        (3, Expect(least=2, most=6)),
        (10, Expect(least=8, most=20)),
    ],
)
def test_an_expectation_leaves_room_on_both_sides(keys, expected):
    assert expectation(a_reading(*(a_sighting(f"+44207946000{key}") for key in range(keys)))) == expected


def test_an_expectation_counts_own_numbers_that_confirm():
    reading = a_reading(
        a_sighting("CN:95188"),
        a_sighting("CN:95188", "tel_link"),
        a_sighting("CN:95017", "script"),
        a_sighting("CN:95018", is_warned=True),
        a_sighting("CN:95019", is_kept=False),
        a_sighting("CN:110", owner="police"),
    )
    assert expectation(reading) == Expect(least=1, most=3)
    assert numbers_by_layer(reading)["tel_link"] == ("CN:95188",)
    assert numbers_by_layer(reading)["script"] == ("CN:95017",)


def test_a_page_that_was_not_fetched_is_told_with_its_outcome(tmp_path):
    owners = owners_of("https://help.alipay.com/", PROVIDERS)
    page = page_to_try("https://help.alipay.com/", owners, (), "")
    fetch = Fetch(
        provider="cn/alipay",
        page=page.url,
        at=datetime(2026, 11, 22, tzinfo=UTC),
        outcome="blocked",
        detail="status 403",
    )
    told = probe_page(page, owners, (fetch, None), load_settings(environ={}, data=tmp_path))
    assert (told.fetch, told.reading, told.detail, told.owners) == ("blocked", "", "status 403", ("cn/alipay",))
