from datetime import UTC, datetime, timedelta

import pytest

from lab.nights import Folder, ProgramFailedError, make_bench, write_night
from lab.world import Answer, answers_of
from tests.lab.worlds import small_world

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)


def test_a_clean_night_is_read_accepted_and_then_quiet(tmp_path):
    world = tuple(one for one in small_world() if one.provider.id == "mx/banco-nopal")
    answers = answers_of(world)
    folder = Folder(tmp_path / "data", make_bench(tmp_path, world))
    first = folder.run(write_night(answers, AT, tmp_path / "first.warc.gz"), AT)
    keys = {line.key for one in world for page in one.pages for line in page.lines}
    assert {finding["number"] for finding in first["findings"]} == keys
    assert folder.accept([finding["id"] for finding in first["findings"]]) == len(keys)
    later = AT + timedelta(days=1)
    copy = folder.copy(tmp_path / "copy")
    second = copy.run(write_night(answers, later, tmp_path / "second.warc.gz"), later)
    assert second["findings"] == []
    assert second["run"]["unchanged"] == sum(bool(page.lines) for one in world for page in one.pages)


def test_an_answer_from_elsewhere_is_reached_by_a_redirect(tmp_path):
    answers = {("https://a.example/", ""): Answer(url="https://b.example/", body=b"x")}
    file = write_night(answers, AT, tmp_path / "n.warc.gz")
    again = write_night(answers, AT, tmp_path / "n.warc.gz")
    assert file.read_bytes() == again.read_bytes()


def test_a_program_that_fails_says_how(tmp_path):
    folder = Folder(tmp_path / "data", make_bench(tmp_path, ()))
    with pytest.raises(ProgramFailedError, match="exit code"):
        folder.run(tmp_path / "none.warc.gz", AT)
