import io

import msgspec
import pytest

from reports.console.replay import EVIDENCE, Sought
from scheduler import replay_child
from scheduler.replay_child import CANNOT, ReplayOrder, main, replay
from tests.scheduler.test_picture_child import a_picture

SOUGHT = Sought(digits="95188")


@pytest.mark.parametrize(
    ("body", "media", "charset", "shows"),
    [
        ("<!doctype html><p>客服热线 95188".encode("gb18030"), "text/html", "gbk", "<p>客服热线 <mark"),
        (b'{"hotline": "95188"}', "application/json", "", "<mark"),
        ("热线 95188".encode(), "text/plain", "utf-8", "热线 <mark"),
        (a_picture(), "image/png", "", "data:image/png;base64,"),
        (b"\x7fELF\x00\x01", "application/octet-stream", "", "got bytes of no kind that is read"),
    ],
)
def test_each_kind_of_capture_is_shown_as_what_can_be_read_of_it(body, media, charset, shows):
    assert shows in replay(body, ReplayOrder(media=media, charset=charset, sought=SOUGHT))


def test_the_process_answers_with_a_document_or_says_why_not(monkeypatch, capsys):
    monkeypatch.setattr(replay_child.resource, "setrlimit", lambda *_: None)
    order = msgspec.json.encode(ReplayOrder(sought=SOUGHT)) + b"\n"
    out = io.BytesIO()
    assert main(io.BytesIO(order + b"<body>95188"), out) == 0
    assert f'<mark class="{EVIDENCE}">95188</mark>'.encode() in out.getvalue()
    assert main(io.BytesIO(order + b"\x89PNG\r\n\x1a\n broken"), io.BytesIO()) == CANNOT
    assert "damaged picture" in capsys.readouterr().err
