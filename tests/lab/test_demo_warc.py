from __future__ import annotations

import gzip
from io import BytesIO

import pytest
from fastwarc import ArchiveIterator, WarcRecordType
from warcio.archiveiterator import ArchiveIterator as SecondReader

from directory.providers import load_providers
from lab.demo_warc import DEMO, build_night, exchanges, page_sources, read_nights

NIGHTS = read_nights()
PROVIDERS = load_providers(DEMO / "providers")
PAGES = {page.url for provider in PROVIDERS.values() for page in provider.pages}
BANK = {
    "https://www.northmoor.example/contact.html",
    "https://www.northmoor.example/help/lost-card.html",
    "https://www.northmoor.example/terms/current-account.html",
}
PLANTED = "https://support.google.example/googlepay/contact.html"
DEAD = "https://kf.weixin.example/contact.html"
REDESIGNED = "https://help.alipay.example/contact.html"


def bodies(night) -> dict[str, bytes]:
    return {exchange.url: exchange.body for exchange in exchanges(night)}


@pytest.mark.parametrize("night", NIGHTS, ids=lambda night: night.name)
def test_the_committed_file_holds_what_the_sources_build(night, tmp_path):
    # Compared unpacked: another release of the compressor may pack the same records differently.
    built = gzip.decompress(build_night(night, tmp_path).read_bytes())
    assert gzip.decompress((DEMO / f"{night.name}.warc.gz").read_bytes()) == built


@pytest.mark.parametrize("night", NIGHTS, ids=lambda night: night.name)
def test_two_readers_of_warc_files_find_every_page_once(night):
    packed = (DEMO / f"{night.name}.warc.gz").read_bytes()
    first = [
        record.headers["WARC-Target-URI"]
        for record in ArchiveIterator(BytesIO(packed), record_types=WarcRecordType.response, verify_digests=True)
    ]
    second = [
        record.rec_headers.get_header("WARC-Target-URI")
        for record in SecondReader(BytesIO(packed))
        if record.rec_type == "response"
    ]
    assert first == second == sorted(PAGES)


def test_the_providers_watch_every_recorded_page_and_no_other():
    assert all(set(page_sources(night)) == PAGES for night in NIGHTS)


def test_every_provider_speaks_through_two_channels_or_more():
    assert all(len({page.channel for page in provider.pages}) > 1 for provider in PROVIDERS.values())


def test_the_second_night_differs_in_the_four_things_of_the_story_alone():
    before, after = (bodies(night) for night in NIGHTS)
    assert {url for url in before if before[url] != after[url]} == {*BANK, PLANTED, DEAD, REDESIGNED}


def test_one_page_dies_on_the_second_night():
    first, second = ([exchange.url for exchange in exchanges(night) if exchange.status != 200] for night in NIGHTS)
    assert (first, second) == ([], [DEAD])


def test_the_second_night_is_a_day_after_the_first():
    first, second = NIGHTS
    assert (second.at - first.at).total_seconds() == 24 * 3600
