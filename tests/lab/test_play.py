import json

from click.testing import CliRunner

from lab.play import main, nights_for, small
from tests.lab.worlds import small_world


def test_a_short_play_tells_its_scores(tmp_path):
    ended = CliRunner().invoke(
        main, ["--short", "--out", str(tmp_path), "--only", "swapped_text", "--only", "year_changed"]
    )
    assert ended.exit_code == 0, ended.output
    scores = json.loads((tmp_path / "scores.json").read_text())
    rows = [*scores["attacks"], *scores["honest"]]
    assert scores["world"]["trials"] == len(rows) > 0
    assert [row["met"]["hits"] for row in rows] == [1] * len(rows)
    assert scores["alarms"] == []


def test_a_small_world_takes_the_providers_with_the_fewest_lines():
    few = small(small_world())
    assert len(few) == 6
    assert [one.provider.id for one in few] == sorted(one.provider.id for one in few)


def test_enough_nights_are_played_for_the_numbers_asked_for():
    world = small(small_world())
    numbers = sum(len({line.key for page in one.pages for line in page.lines}) for one in world)
    assert nights_for(world, numbers * 3) == 3
    assert nights_for(world, numbers * 3 + 1) == 4
