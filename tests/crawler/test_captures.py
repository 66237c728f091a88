from datetime import UTC, datetime

import pytest

from crawler.captures import Trouble, exchange_of, read_block, repeat, split
from crawler.places import ArchiveError, Walk
from crawler.warc import Exchange
from tests.crawler.recorded import HTML, a_record, an_answer, sha1, write

A, B = "https://pay.example/a", "https://pay.example/b"
DAY = "2026-11-01T00:00:00Z"


def places(file):
    return list(Walk(file, 0))


@pytest.mark.parametrize("form", ["members", "one", "plain"])
def test_a_record_is_found_again_in_every_form_of_file(tmp_path, form):
    file = write(tmp_path / "x", a_record(A, DAY), a_record(B, DAY, an_answer(b"second")), form=form)
    assert [split(read_block(file, place))[1] for place in places(file)] == [b"<p>020 7946 0555</p>", b"second"]


def test_a_block_that_is_not_what_its_digest_says_is_not_used(tmp_path):
    good, bad = an_answer(), an_answer(b"tampered")
    file = write(
        tmp_path / "x",
        a_record(A, DAY, good, WARC_Block_Digest=sha1(good)),
        a_record(B, DAY, bad, WARC_Block_Digest=sha1(good)),
    )
    first, second = places(file)
    assert read_block(file, first) == good
    with pytest.raises(Trouble) as caught:
        read_block(file, second)
    assert caught.value.outcome == "internal_error"


def test_a_huge_record_is_too_large_and_is_not_read_whole(tmp_path):
    file = write(tmp_path / "x", a_record(A, DAY, an_answer(b"0" * (18 * 1024 * 1024))))
    with pytest.raises(Trouble) as caught:
        read_block(file, places(file)[0])
    assert caught.value.outcome == "too_large"


def test_a_file_exchanged_under_our_hands_is_noticed(tmp_path):
    file = write(tmp_path / "x", a_record(A, DAY))
    place = places(file)[0]
    write(file, a_record(B, DAY))
    with pytest.raises(ArchiveError, match="changed while it was read"):
        read_block(file, place)


@pytest.mark.parametrize(
    ("block", "outcome"),
    [
        (an_answer(b"short", headers=(HTML, ("Content-Length", "500"))), "unreachable"),
        (an_answer(b"\x1f\x8b\x08broken", headers=(("Content-Encoding", "gzip"),)), "http_error"),
        (an_answer(b"0" * (16 * 1024 * 1024 + 1)), "too_large"),
    ],
)
def test_an_answer_that_is_not_whole_is_an_outcome(tmp_path, block, outcome):
    file = write(tmp_path / "x", a_record(A, DAY, block))
    place = places(file)[0]
    with pytest.raises(Trouble) as caught:
        exchange_of(place, *split(read_block(file, place)))
    assert caught.value.outcome == outcome


def test_what_is_no_answer_is_an_outcome():
    with pytest.raises(Trouble, match="no HTTP answer"):
        split(b"<html>")
    assert split(b"")[0].status == 0


def test_a_repeated_answer_keeps_what_its_own_head_says(tmp_path):
    file = write(tmp_path / "x", a_record(A, DAY, an_answer(b"", 200, (("ETag", "new"),)), kind="revisit"))
    place = places(file)[0]
    original = Exchange(
        url=B, at=datetime(2026, 10, 1, tzinfo=UTC), status=203, headers=(("etag", "old"), HTML), body=b"body"
    )
    told = repeat(place, split(read_block(file, place))[0], original)
    assert (told.url, told.status, told.body, told.headers) == (A, 200, b"body", (("ETag", "new"), HTML))
    assert repeat(place, split(b"")[0], original).status == 203
