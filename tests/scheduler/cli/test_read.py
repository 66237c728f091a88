import io
import json

import pytest

PAGE = """<!doctype html><html lang="zh-CN"><head><title>联系我们</title></head><body><main>
<p>客服热线：95188（24小时）</p><p>商户热线：400-666-8800转1</p><p>总机：010-66194114</p>
<p>京ICP证030247号</p></main></body></html>"""
KEYS = ["CN:95188", "+864006668800;ext=1", "+861066194114"]


@pytest.fixture
def page(home):
    file = home / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    return file


def test_a_chinese_page_shows_exactly_its_three_numbers(run, page):
    done = run("read", page, "--json")
    assert done.code == 0
    assert done.json["numbers"] == KEYS
    assert [sighting["layer"] for sighting in done.json["sightings"]] == ["visible"] * 3
    assert set(done.json) == {"id", "numbers", "sightings"}


def test_people_get_a_table_and_are_told_for_which_country_it_was_read(run, page):
    done = run("read", page)
    assert [line.split()[0] for line in done.out.splitlines()] == ["number", "95188", "+86", "+86"]
    assert "read as in CN" in done.err
    assert "按 CN 解读" in run("read", page, "--lang", "zh").err


def test_the_region_may_be_given_in_any_form(run, page):
    assert run("read", page, "--region", "cn", "--json").json["numbers"] == KEYS
    assert run("read", page, "--region", "HK,cn", "--json").json["numbers"][1] == KEYS[1]


def test_an_unknown_region_is_bad_usage(run, page):
    done = run("read", page, "--region", "UK")
    assert done.code == 2
    assert "'GB'" in done.err


def test_what_no_reader_of_a_page_meets_is_a_sighting_and_no_number_of_the_page(run, home):
    (home / "note.html").write_text(
        "<html><body><!-- old: 020 7946 0018 --><p>Call 020 7946 0555</p>", encoding="utf-8"
    )
    told = run("read", home / "note.html", "--region", "GB", "--json").json
    assert told["numbers"] == ["+442079460555"]
    assert [(one["number"], one["layer"]) for one in told["sightings"]] == [
        ("+442079460018", "comment"),
        ("+442079460555", "visible"),
    ]


def test_what_is_no_number_is_explained_where_asked(run, page):
    assert "030247" in run("read", page, "--explain").out
    refused = run("read", page, "--explain", "--json").json["refusals"]
    assert any("030247" in one["raw"] for one in refused)


def test_several_files_are_one_line_each_in_their_order(run, page, home):
    (home / "note.txt").write_text("Call 020 7946 0018", encoding="utf-8")
    done = run("read", page, home / "note.txt", page, "--json")
    assert [line["numbers"] for line in done.lines] == [KEYS, [], KEYS]
    assert "no phone number found" in run("read", home / "note.txt").out


def test_a_hostile_file_costs_only_its_own_answer(run, page, home, monkeypatch):
    monkeypatch.setenv("HOTLINEWATCH_READING__TIMEOUT_S", "1")
    (home / "bomb.html").write_text("<html><body>" + "<div>" * 400_000 + "020 7946 0018", encoding="utf-8")
    done = run("read", home / "bomb.html", page, "--json")
    assert done.code == 3
    assert done.lines[0]["outcome"] == "unreadable"
    assert done.lines[1]["numbers"] == KEYS
    assert "bomb.html: unreadable" in run("read", home / "bomb.html", page).err


def test_crawled_text_cannot_drive_the_terminal(run, home):
    (home / "evil.txt").write_text("Call \x1b[2J 020 7946 0018 \u202e now", encoding="utf-8")
    for options in ([], ["--json"]):
        done = run("read", home / "evil.txt", "--region", "GB", *options)
        assert "\x1b" not in done.out
        assert "\u202e" not in done.out
        assert "7946 0018" in done.out


def test_a_list_on_standard_input_is_answered_line_by_line(run, home, monkeypatch):
    (home / "page.html").write_text(PAGE, encoding="utf-8")
    rows = [
        {"id": "t", "text": "客服热线：95188", "region": "CN"},
        {"id": "p", "path": "page.html"},
        {"id": "x", "path": "gone.html"},
    ]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    done = run("read", "--jsonl", "--dir", home)
    assert done.code == 0
    assert [(line["id"], line["numbers"]) for line in done.lines] == [("t", ["CN:95188"]), ("p", KEYS), ("x", [])]
    assert done.lines[2]["outcome"] == "unreadable"


def test_a_dash_is_standard_input(run, monkeypatch):
    line = b'{"id": "one", "text": "\xe5\xae\xa2\xe6\x9c\x8d\xe7\x83\xad\xe7\xba\xbf\xef\xbc\x9a95188"}\n'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(line)))
    code, out, _ = run("read", "--jsonl", "-")
    assert (code, json.loads(out)["numbers"]) == (0, ["CN:95188"])


def test_a_list_in_a_file_starts_its_paths_beside_itself(run, home):
    (home / "page.html").write_text(PAGE, encoding="utf-8")
    (home / "list.jsonl").write_text('{"id": "p", "file": "page.html"}\n', encoding="utf-8")
    assert run("read", "--jsonl", home / "list.jsonl").json["numbers"] == KEYS


def test_a_broken_list_is_bad_usage_with_its_line(run, home):
    (home / "list.jsonl").write_text('{"id": "a", "text": "x"}\n{\n', encoding="utf-8")
    done = run("read", "--jsonl", home / "list.jsonl")
    assert done.code == 2
    assert "line 2" in done.err


def test_nothing_to_read_is_bad_usage(run, page):
    assert run("read").code == 2
    assert run("read", "--jsonl", page, page).code == 2
    assert run("read", "gone.html").code == 2


def test_one_file_that_is_none_stops_no_other(run, home):
    (home / "empty.html").write_bytes(b"")
    (home / "noise.bin").write_bytes(bytes(range(256)) * 8)
    (home / "page.txt").write_text("Call 020 7946 0018")
    done = run(
        "read",
        *(home / name for name in ("missing.html", "empty.html", "noise.bin", "page.txt")),
        "--json",
        "--region",
        "GB",
    )
    assert done.code == 3
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert [line["numbers"] for line in lines] == [[], [], [], ["+442079460018"]]
    assert "No such file" in lines[0]["detail"]
    assert "0 bytes" in lines[1]["detail"]
    assert lines[2]["outcome"] == "wrong_type"
    assert "no text in any encoding" in lines[2]["detail"]
