import pytest
from msgspec.structs import replace

from reports.files import write_report
from reports.nightly import compose
from reports.render import FormatError, render


def test_each_format_is_written_whole_and_nothing_else_is_left(quiet_night, tmp_path):
    report = compose(quiet_night)
    paths = write_report(tmp_path / "reports", report, ["html", "md", "text", "json"])
    assert {name: path.name for name, path in paths.items()} == {
        "html": "2026-11-22T0204Z-4be1a0.html",
        "md": "2026-11-22T0204Z-4be1a0.md",
        "text": "2026-11-22T0204Z-4be1a0.txt",
        "json": "2026-11-22T0204Z-4be1a0.json",
    }
    assert sorted((tmp_path / "reports").iterdir()) == sorted(paths.values())
    assert all(path.read_text(encoding="utf-8") == render(report, name) for name, path in paths.items())


def test_the_same_run_written_again_takes_the_place_of_the_first(quiet_night, busy_night, tmp_path):
    write_report(tmp_path, compose(quiet_night), ["text"])
    paths = write_report(tmp_path, compose(busy_night), ["text"])
    assert "34 matters" in paths["text"].read_text(encoding="utf-8")
    assert len(list(tmp_path.iterdir())) == 1


def test_what_a_writer_that_died_left_unfinished_is_cleared_away(quiet_night, tmp_path):
    (tmp_path / ".20261122T0204Z-4be1a0.html.part").write_bytes(b"<!doc")
    paths = write_report(tmp_path, compose(quiet_night), ["text"])
    assert list(tmp_path.iterdir()) == [paths["text"]]


def test_an_unknown_format_writes_nothing(quiet_night, tmp_path):
    with pytest.raises(FormatError):
        write_report(tmp_path, compose(quiet_night), ["text", "docx"])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("run_id", ["../../etc/x", "", ".hidden", "a/b", "a\x00b", "x" * 200])
def test_a_run_id_cannot_lead_out_of_the_folder(quiet_night, tmp_path, run_id):
    night = replace(quiet_night, run=replace(quiet_night.run, id=run_id))
    with pytest.raises(ValueError, match="run id"):
        write_report(tmp_path, compose(night), ["text"])
    assert not list(tmp_path.iterdir())


def test_hostile_text_can_be_written_in_every_format(hostile_night, tmp_path):
    paths = write_report(tmp_path, compose(hostile_night), ["html", "md", "text", "json"])
    assert all(path.read_bytes().decode("utf-8") for path in paths.values())
