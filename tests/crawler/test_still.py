import json
import subprocess
import sys
from io import BytesIO

import pytest

from crawler.render import find_chromium
from crawler.still import CANNOT, Still, content_type, main
from tests.crawler.png import read_png

# Every way by which a captured page may run, lead away, or ask for something; {port} hears what comes.
HOSTILE = """<!doctype html><html><head><title>x</title><meta http-equiv=refresh content="0;url=http://127.0.0.1:{port}/refresh">
<link rel=stylesheet href="http://127.0.0.1:{port}/style"><base href="http://127.0.0.1:{port}/">
<style>p {{ background: url(http://127.0.0.1:{port}/background); margin-top: 300px }} @import "http://127.0.0.1:{port}/import";</style>
<script>document.title = "ran"; location = "http://127.0.0.1:{port}/script"</script></head>
<body onload="document.body.innerHTML = 'gone'"><p>Call <b>020 7946 0018</b> now</p><img src="http://127.0.0.1:{port}/image" onerror="document.body.remove()">
<iframe src="http://127.0.0.1:{port}/frame"></iframe><iframe src="data:text/html,<script>parent.document.body.remove()</script>"></iframe>
<svg><script>document.body.remove()</script></svg><script>for (;;) {{}}</script></body></html>"""


def test_bytes_are_shown_as_a_page_whatever_they_were_declared_to_be():
    assert content_type(Still(media="text/html", charset="gb18030")) == "text/html; charset=gb18030"
    assert content_type(Still(media="application/xhtml+xml")) == "application/xhtml+xml"
    assert content_type(Still(media="application/zip", charset="x\r\nSet-Cookie: a=b")) == "text/html"


def test_without_the_extra_it_says_which_command_installs_it(monkeypatch, capsys):
    monkeypatch.setattr("crawler.still.resource.setrlimit", lambda *_: None)
    monkeypatch.setattr("crawler.render.MODULES", ("playwright_that_is_not_there",))
    assert main(BytesIO(b"{}\n<p>x"), BytesIO()) == CANNOT
    assert "pip install 'hotlinewatch[browser]'" in capsys.readouterr().err


@pytest.mark.browser
@pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine")
def test_a_captured_page_is_drawn_where_it_stands_runs_nothing_and_asks_nobody(site):
    del site.seen[:]
    html = HOSTILE.format(port=site.plain.rpartition(":")[2]).encode()
    given = json.dumps({"media": "text/html", "charset": "utf-8"}).encode() + b"\n" + html
    start = "import sys; from crawler.still import main; sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))"
    done = subprocess.run([sys.executable, "-c", start], input=given, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    layout, _, png = done.stdout.partition(b"\n")
    shot = json.loads(layout)
    assert [one["text"] for one in shot["boxes"]] == ["020 7946 0018"]
    assert shot["boxes"][0]["y"] >= 300
    width, height, _rows = read_png(png, 1)
    assert (width, height) == (1280, shot["image_height"])
    assert site.seen == []
