import socket
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from crawler.render import find_chromium
from directory.shots import find_box
from directory.snapshots import read_shot, read_snapshot
from tests.crawler.loopback import a_job, a_page, a_provider, run_job
from tests.crawler.png import read_png

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine"),
]
HELP = "https://help.pay.example"


def show(site, data, *paths, **changes):
    pages = [a_page(HELP + path, render="browser") for path in paths]
    job = a_job(site, data, a_provider(*pages), timeout_s=10.0, **changes)
    lines, _events = run_job(job)
    return [lines[HELP + path] for path in paths], Path(job.data)


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


@contextmanager
def a_listener():
    """A private server that nothing may reach; yields what came, over TCP and UDP."""
    came: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
        port = tcp.getsockname()[1]
        udp.bind(("127.0.0.1", port))

        def serve_tcp():
            while True:
                try:
                    connection, _ = tcp.accept()
                except OSError:
                    return
                came.append(connection.recv(100))
                connection.close()

        def serve_udp():
            while True:
                try:
                    came.append(udp.recv(2000))
                except OSError:
                    return

        threads = [threading.Thread(target=one, daemon=True) for one in (serve_tcp, serve_udp)]
        for thread in threads:
            thread.start()
        yield port, came
        tcp.shutdown(socket.SHUT_RDWR)
        udp.close()


def test_a_rendered_page_reaches_no_private_address_by_any_way(site, tmp_path):
    del site.seen[:]
    with a_listener() as (port, came):
        site.trap = str(port)
        [line], data = show(site, tmp_path, "/out", allow_private=(site.secure,))
    assert (line.fetch.outcome, line.fetch.detail) == ("ok", "")
    assert b"020 7946 0333" in read_snapshot(data, line.capture)
    assert came == []
    assert {(host, path) for host, path, _ in site.seen} == {
        ("help.pay.example", "/robots.txt"),
        ("help.pay.example", "/out"),
    }


def test_a_script_that_leads_off_the_official_hosts_is_told_and_not_followed(site, tmp_path):
    del site.seen[:]
    [line], _data = show(site, tmp_path, "/leads-off")
    assert line.fetch.outcome == "left_official_host"
    assert "evil.example" in line.fetch.detail
    assert line.capture is None
    assert site.asked("evil.example", "/app") == []


def test_a_script_that_leads_on_to_an_official_page_is_followed(site, tmp_path):
    [line], data = show(site, tmp_path, "/leads-on")
    assert [hop.url for hop in line.fetch.hops] == [f"{HELP}/leads-on", f"{HELP}/app"]
    assert b"020 7946 0111" in read_snapshot(data, line.capture)


def test_a_page_whose_script_never_ends_is_given_up_and_the_others_are_shown(site, tmp_path):
    endless, greedy, app = show(site, tmp_path, "/never-ends", "/greedy", "/app", page_shown_s=6.0)[0]
    assert endless.fetch.outcome == "timed_out"
    assert greedy.fetch.outcome in {"timed_out", "ok", "internal_error"}
    assert app.fetch.outcome == "ok"


def test_robots_txt_holds_for_a_page_in_the_browser(site, tmp_path):
    [line], _data = show(site, tmp_path, "/private/app")
    assert line.fetch.outcome == "robots_refused"


def test_what_is_no_markup_is_kept_as_it_came(site, tmp_path):
    [line], _data = show(site, tmp_path, "/numbers.json")
    assert (line.fetch.outcome, line.fetch.rendered, line.fetch.media) == ("ok", False, "application/json")
