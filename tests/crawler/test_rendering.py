import pytest

from crawler.archive import import_archives
from crawler.job import read_lines
from crawler.render import find_chromium
from directory.shots import find_box
from directory.snapshots import read_shot, read_snapshot
from tests.crawler.browsing import HELP, show
from tests.crawler.loopback import a_provider
from tests.crawler.png import read_png

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def app(site, tmp_path_factory):
    del site.seen[:]
    [line], data = show(site, tmp_path_factory.mktemp("app"), "/app")
    return line, data


def test_the_snapshot_is_the_markup_that_the_script_built(app):
    line, data = app
    assert (line.fetch.outcome, line.fetch.rendered, line.fetch.detail) == ("ok", True, "")
    html = read_snapshot(data, line.capture).decode()
    assert html.startswith("<!DOCTYPE html><html")
    assert "Lost cards: <b>020 7946 0222</b>" in html


@pytest.mark.usefixtures("app")
def test_what_a_page_asks_for_goes_out_under_our_own_name(site):
    [asked] = site.asked("help.pay.example", "/numbers.json")
    assert asked["User-Agent"].startswith("hotlinewatch/")
    assert asked["X-App"] == "1"
    assert "Cookie" not in asked
    assert len(site.asked("help.pay.example", "/app")) == 1


def test_the_screenshot_shows_the_page(app):
    line, data = app
    shot, png = read_shot(data, line.capture)
    width, height, rows = read_png(png, 60)
    assert (width, height) == (shot.width, shot.image_height) == (1280, 900)
    assert len(set(rows[40])) > 2


def test_the_place_of_a_number_on_the_screenshot_is_known(app):
    line, data = app
    shot, png = read_shot(data, line.capture)
    box = find_box(shot, "#app > p:nth-of-type(2)", "020 7946 0222")
    assert box.path == "#app > p:nth-of-type(2) > b:nth-of-type(1)"
    _width, _height, rows = read_png(png, box.y + box.height)
    crop = b"".join(row[box.x : box.x + box.width] for row in rows[box.y :])
    assert 100 < box.width < 200
    assert 15 < box.height < 40
    assert (min(crop) < 30, max(crop)) == (True, 255)


def test_a_shadow_tree_is_part_of_the_markup_and_has_its_place(site, tmp_path):
    [line], data = show(site, tmp_path, "/shadow")
    html = read_snapshot(data, line.capture).decode()
    assert '<help-line><div data-shadow-tree=""><p>Call <b>020 7946 0888</b></p></div></help-line>' in html
    shot, _png = read_shot(data, line.capture)
    [box] = shot.boxes
    assert box.path.endswith("help-line:nth-of-type(1)")


def test_a_page_whose_script_never_ends_is_given_up_and_the_others_are_shown(site, tmp_path):
    endless, greedy, app = show(site, tmp_path, "/never-ends", "/greedy", "/app", page_shown_s=6.0)[0]
    assert endless.fetch.outcome == "timed_out"
    assert greedy.fetch.outcome in {"timed_out", "ok", "internal_error"}
    assert app.fetch.outcome == "ok"


def test_what_is_no_markup_is_kept_as_it_came(site, tmp_path):
    [line], _data = show(site, tmp_path, "/numbers.json")
    assert (line.fetch.outcome, line.fetch.rendered, line.fetch.media) == ("ok", False, "application/json")


def test_the_page_without_its_scripts_is_kept_beside_it(app):
    line, data = app
    plain, shown = read_lines(data / "warc" / "run")
    assert shown == line
    assert (plain.fetch.vantage, plain.fetch.rendered, plain.fetch.hops) == ("plain", False, line.fetch.hops)
    assert b"Lost cards: <b>" not in read_snapshot(data, plain.capture)
    assert plain.fetch.certificate == line.fetch.certificate
    assert line.fetch.certificate.host == "help.pay.example"


def test_both_come_out_of_the_archive_again_also_where_a_script_led_on(site, tmp_path):
    lines, data = show(site, tmp_path, "/app", "/leads-on")
    again = import_archives(
        [data / "warc" / "run" / "attempt-1.warc.gz"],
        [a_provider(HELP + "/app", HELP + "/leads-on")],
        at=None,
        data=tmp_path,
        folder=tmp_path / "warc" / "again",
    )
    assert [(line.fetch.vantage, line.fetch.rendered) for line in again] == [("plain", False), ("", True)] * 2
    assert [line.fetch.snapshot for line in again[1::2]] == [line.fetch.snapshot for line in lines]
