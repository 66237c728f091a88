"""Everything that a page in the browser asks for passes the crawler's own chain, or is refused."""

import socket
import threading
from contextlib import contextmanager

import pytest

from crawler.parts import MAX_IMAGES
from crawler.pin import MAX_REDIRECTS
from crawler.render import find_chromium
from directory.records import Hop
from directory.snapshots import read_snapshot
from tests.crawler.browsing import HELP, show

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine"),
]


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


def test_robots_txt_holds_for_a_page_in_the_browser(site, tmp_path):
    [line], _data = show(site, tmp_path, "/private/app")
    assert line.fetch.outcome == "robots_refused"


def test_a_script_that_leads_on_without_end_is_followed_a_few_times_only(site, tmp_path):
    del site.seen[:]
    [line], _data = show(site, tmp_path, "/leads-round")
    assert (line.fetch.outcome, len(line.fetch.hops)) == ("http_error", 1 + MAX_REDIRECTS)
    assert len(site.asked("help.pay.example", "/leads-round")) == 1 + MAX_REDIRECTS
    assert line.capture is None


def test_a_script_that_leads_on_to_a_page_which_cannot_be_reached_ends_as_that_trouble(site, tmp_path):
    [line], _data = show(site, tmp_path, "/leads-nowhere")
    assert (line.fetch.outcome, line.capture) == ("unreachable", None)
    assert line.fetch.hops[-1] == Hop(url="https://refused.pay.example/", status=None)


def test_a_page_is_given_what_it_needs_and_no_more(site, tmp_path):
    del site.seen[:]
    # The pause between two pages of a host is not one between the parts of a page.
    [line], _data = show(site, tmp_path, "/many", delay_s=1.0)
    assert line.fetch.outcome == "ok"
    paths = [path for host, path, _ in site.seen if host == "help.pay.example"]
    assert len([path for path in paths if path.startswith("/image-")]) == MAX_IMAGES
    assert "/posted" in paths
    assert not {"/put", "/font", "/video", "/private/part"} & set(paths)
    assert site.asked("app.store.example", "/part")
    assert "Origin" not in site.asked("help.pay.example", "/many")[0]
