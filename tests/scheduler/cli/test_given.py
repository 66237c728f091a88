import gzip
import io
import json
from pathlib import Path

import pytest

from scheduler.cli.given import ListError, Told, from_file, from_list, make_job, open_list, read_in_order
from scheduler.workers import ReadingPool


def rows(*given) -> list[bytes]:
    return [json.dumps(row).encode() for row in given]


@pytest.mark.parametrize(
    ("name", "body", "media"),
    [
        ("page.html", b"Call us", "text/html"),
        ("page", b"  <!doctype html>", "text/html"),
        ("notes", b"Call 020 7946 0018", "text/plain"),
        ("manual.bin", b"%PDF-1.7", "application/pdf"),
        ("data.json", b"{}", "application/json"),
        ("sign.jpg", b"\xff\xd8\xff", "image/jpeg"),
    ],
)
def test_the_medium_is_known_by_name_or_first_bytes(tmp_path, name, body, media):
    (tmp_path / name).write_bytes(body)
    assert from_file(name, tmp_path / name, Told()).job.fetch.media == media


def test_what_was_told_comes_before_what_is_guessed():
    job = make_job(
        "客服热线".encode(), "text/plain", Told(regions=("GB", "IE"), language="en", url="https://a.example/")
    )
    assert (job.page.regions, job.page.url, job.page.language) == (("GB", "IE"), "https://a.example/", "en")
    assert make_job("客服热线".encode(), "text/plain", Told(country="GB")).page.regions == ("CN",)
    assert make_job(b"Call us", "text/plain", Told(country="GB")).page.regions == ("GB",)
    assert make_job(b"Call us", "text/plain", Told()).page.regions == ()


def test_a_line_of_a_list_says_its_own_text_region_and_address(tmp_path):
    [given] = from_list(
        rows({"id": "a", "text": "020 7946 0018", "region": "GB", "url": "https://a.example/", "labels": []}),
        tmp_path,
        Told(),
    )
    assert (given.name, given.job.page.regions, given.job.body) == ("a", ("GB",), b"020 7946 0018")


def test_an_assumed_region_serves_where_a_line_tells_none(tmp_path):
    lines = rows(
        {"id": "a", "text": "支付 020 7946 0018", "assumed_region": "GB"},
        {"id": "b", "text": "x", "assumed_region": "GB", "region": "FR"},
    )
    assert [given.job.page.regions for given in from_list(lines, tmp_path, Told())] == [("GB",), ("FR",)]


def test_a_line_of_a_list_may_name_a_file_as_path_or_file(tmp_path):
    (tmp_path / "page.html").write_text("<p>x", encoding="utf-8")
    lines = rows({"id": "a", "path": "page.html"}, {"id": "b", "file": "page.html"}, {"id": "c", "path": "gone.html"})
    a, b, c = from_list([*lines, b"\n"], tmp_path, Told())
    assert a.job.body == b.job.body == b"<p>x"
    assert (c.job, c.trouble) == (None, "cannot be read: No such file or directory")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (b"{", "line 2: .*expected"),
        (b'{"text": "x"}', "line 2: .*id"),
        (b'{"id": "x"}', 'line 2: .*neither "text" nor'),
    ],
)
def test_a_broken_line_is_told_with_its_number(tmp_path, line, complaint):
    with pytest.raises(ListError, match=complaint):
        list(from_list([*rows({"id": "a", "text": "x"}), line], tmp_path, Told()))


def test_a_line_for_an_unknown_region_has_trouble_of_its_own(tmp_path):
    [given] = from_list(rows({"id": "a", "text": "x", "region": "UK"}), tmp_path, Told())
    assert given.job is None
    assert given.trouble.startswith("line 1: region: got 'UK'")


def test_a_list_may_be_gzipped_or_come_on_standard_input(tmp_path, monkeypatch):
    (tmp_path / "list.jsonl.gz").write_bytes(gzip.compress(b'{"id": "a", "text": "x"}\n'))
    with open_list(tmp_path / "list.jsonl.gz") as lines:
        assert len(list(lines)) == 1
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"1\n2\n")))
    with open_list(None) as lines:
        assert list(lines) == [b"1\n", b"2\n"]


def test_answers_come_in_the_order_of_the_questions(tmp_path):
    names = [str(number) for number in range(30)]
    lines = rows(*({"id": name, "text": f"020 7946 00{name.zfill(2)}", "region": "GB"} for name in names))
    lines.insert(7, b'{"id": "gone", "path": "gone.html"}')
    with ReadingPool(2) as pool:
        answers = list(read_in_order(pool, from_list(lines, Path(tmp_path), Told())))
    assert [given.name for given, _ in answers] == [*names[:7], "gone", *names[7:]]
    assert answers[7][1] is None
    assert answers[8][1].sightings[0].number == "+442079460007"
