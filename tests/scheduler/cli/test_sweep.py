import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from scheduler.cli.sweep import sweep

FARM = "<html><body><p>支付宝客服电话 400-712-0345，24小时人工服务</p></body></html>"
KEPT = "<html><body><p>Alipay customer service: call 95188.</p></body></html>"
OTHER = "<html><body><p>Nothing of payment here, call 020 7946 0123.</p></body></html>"


def answer(html: str) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html.encode()


def record(url: str, kind: str, body: bytes, at: str) -> bytes:
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {at}\r\n"
    head += f"WARC-Record-ID: <urn:x:{len(url)}>\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


@pytest.fixture
def slices(tmp_path: Path) -> list[str]:
    kind = "response"
    with (tmp_path / "a.warc").open("wb") as file:
        file.write(record("https://farm-one.example/alipay", kind, answer(FARM), "2026-05-01T00:00:00Z"))
        file.write(record("https://other.example/", kind, answer(OTHER), "2026-05-01T00:00:00Z"))
        file.write(record("https://farm-two.example/kf", kind, answer(FARM), "2026-04-02T00:00:00Z"))
    with (tmp_path / "b.warc.wet").open("wb") as file:
        body = "支付宝客服电话：95188".encode()
        file.write(record("https://news.example/1", "conversion", body, "2026-06-01T00:00:00Z"))
        file.write(record("https://gone.example/1", kind, b"HTTP/1.1 404 Not Found\r\n\r\n" + FARM.encode(), ""))
    return [str(tmp_path / "a.warc"), str(tmp_path / "b.warc.wet")]


def swept(tmp_path: Path, *given: str) -> tuple[int, str]:
    done = CliRunner().invoke(sweep, ["--data", str(tmp_path / "data"), *given], standalone_mode=False)
    assert done.exception is None, done.exception
    return done.return_value, done.stdout


def lines_of(printed: str) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for line in map(json.loads, printed.splitlines()):
        found.setdefault(line["number"], []).append(line)
    return found


def test_third_party_pages_are_judged_against_the_directory(tmp_path, slices):
    code, printed = swept(tmp_path, "--workers", "1", "--json", *slices)
    found = lines_of(printed)
    assert code == 0
    assert {(line["provider"], line["verdict"]) for line in found["+864007120345"]} == {("cn/alipay", "suspicious")}
    assert {line["url"] for line in found["+864007120345"]} == {
        "https://farm-one.example/alipay",
        "https://farm-two.example/kf",
    }
    assert [line["verdict"] for line in found["CN:95188"] if line["provider"] == "cn/alipay"] == ["candidate"]


def test_processes_give_what_one_process_gives(tmp_path, slices):
    assert swept(tmp_path, "--workers", "2", "--json", *slices) == swept(tmp_path, "--workers", "1", "--json", *slices)


def test_the_summary_says_since_when_and_which_hosts_share_a_false_number(tmp_path, slices):
    swept(tmp_path, "--workers", "1", "--out", str(tmp_path / "out"), *slices)
    whole = json.loads((tmp_path / "out/summary.json").read_text(encoding="utf-8"))
    false = next(row for row in whole["claims"] if row["number"] == "+864007120345")
    assert (false["first"], false["last"], false["pages"]) == ("2026-04-02T00:00:00Z", "2026-05-01T00:00:00Z", 2)
    assert [one["hosts"] for one in whole["clusters"]] == [["farm-one.example", "farm-two.example"]]
    assert (whole["counted"]["pages"], whole["counted"]["named"], whole["counted"]["broken"]) == (4, 3, 1)
    for lang in ("en", "zh"):
        page = (tmp_path / f"out/summary.{lang}.html").read_text(encoding="utf-8")
        assert "+864007120345" in page
        assert "tel:" not in page
        assert "href" not in page


def test_a_file_that_is_not_there_is_said_and_the_rest_is_swept(tmp_path, slices):
    code, printed = swept(tmp_path, "--workers", "1", "--json", str(tmp_path / "none.warc"), *slices)
    assert code == 3
    assert "+864007120345" in printed
