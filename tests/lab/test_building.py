from lab.building import build_world
from tests.lab.worlds import whole_world


def test_the_same_seed_gives_the_same_world():
    assert build_world(only=1) == build_world(only=1)


def test_another_seed_gives_other_numbers():
    one, other = build_world(1, only=1)[0], build_world(2, only=1)[0]
    assert {line.key for line in one.pages[1].lines}.isdisjoint(line.key for line in other.pages[1].lines)


def test_the_world_is_as_large_and_as_varied_as_the_lab_promises():
    world = whole_world()
    pages = [page for one in world for page in one.pages]
    assert len(world) >= 60
    assert len(pages) >= 300
    assert {page.language for page in pages} == {"zh", "en", "ja", "ko", "hi", "es"}
    kinds = {"static", "script", "pdf", "login_wall", "country_table", "community", "search", "app_listing"}
    assert {page.kind for page in pages} == kinds
    assert min(sum(page.language == language for page in pages) for language in ("ja", "ko", "hi", "es")) >= 20


def test_every_number_stands_on_its_page_as_printed():
    pages = [page for one in whole_world() for page in one.pages]
    missing = [
        (page.url, line.printed) for page in pages for line in page.lines if line.printed.encode() not in page.body
    ]
    assert missing == []


def test_only_a_group_shares_a_line():
    holders = {}
    for one in whole_world():
        for key in {line.key for page in one.pages for line in page.lines}:
            holders.setdefault(key, set()).add(one.provider.group or one.provider.id)
    assert [key for key, groups in holders.items() if len(groups) > 1] == []


def test_both_halves_have_providers_of_every_large_market():
    world = whole_world()
    for market in ("cn", "gb", "world"):
        assert {one.half for one in world if one.provider.id.startswith(market)} == {"development", "held_out"}


def test_a_provider_without_a_public_line_shows_none():
    silent = [one for one in whole_world() if one.provider.hotline == "none"]
    assert len(silent) >= 5
    assert {page.lines for one in silent for page in one.pages} == {()}


def test_some_chinese_lines_are_codes():
    keys = {
        line.key for one in whole_world() if one.provider.country == "CN" for page in one.pages for line in page.lines
    }
    assert any(key.startswith("CN:") for key in keys)
