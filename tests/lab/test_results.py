from lab.results import page_of, table_of, times_of, write_results
from lab.scores import score
from tests.lab.plays import OPERATORS, a_finding, a_play, a_result
from tests.lab.worlds import small_world

PLAYED = a_play(a_result(findings=(a_finding(),)), a_result(provider="gb/<b>", level="quiet"))
SCORES = score(small_world(), OPERATORS, PLAYED)


def test_the_same_play_gives_the_same_bytes(tmp_path):
    one = write_results(SCORES, PLAYED, tmp_path / "one")
    other = write_results(SCORES, PLAYED, tmp_path / "other")
    assert [file.read_bytes() for file in one.values()] == [file.read_bytes() for file in other.values()]


def test_times_stand_in_their_own_file_alone(tmp_path):
    files = write_results(SCORES, PLAYED, tmp_path)
    assert "wall_s" in files["timings"].read_text()
    assert "wall_s" not in files["scores"].read_text()


def test_the_page_holds_no_script_and_escapes_what_it_shows():
    page = page_of(SCORES)
    assert "<script" not in page
    assert "<svg" in page
    assert "gb/<b>" not in page
    assert "gb/&lt;b&gt;" in page


def test_the_table_tells_every_target():
    table = table_of(SCORES)
    assert all(one.what in table for one in SCORES.targets)


def test_times_are_told_by_kind_and_capture():
    assert times_of(PLAYED.timings)["trials"] == {
        "nights": 2,
        "captures": 20,
        "wall_s": 6.0,
        "median_night_s": 3.0,
        "a_capture_ms": 300.0,
    }
