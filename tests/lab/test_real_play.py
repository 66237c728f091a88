import json

from click.testing import CliRunner

from lab.real_play import main, part_of
from tests.lab.shared import PAGE, a_row, write_sets


def test_a_number_planted_on_a_real_page_is_found(tmp_path):
    write_sets(tmp_path, [a_row("a1")], {"a1": PAGE.encode()})
    ended = CliRunner().invoke(
        main,
        [str(tmp_path), "--one-of", "1", "--trials", "1", "--only", "swapped_text", "--out", str(tmp_path / "out")],
    )
    assert ended.exit_code == 0, ended.output
    scores = json.loads((tmp_path / "out" / "scores.json").read_text())
    assert [(row["operator"], row["met"]["hits"]) for row in scores["attacks"]] == [("swapped_text", 1)]


def test_a_part_takes_the_pages_whose_ids_are_divisible(tmp_path):
    rows = [a_row("a1", url="https://one.northmoor.example/"), a_row("a2", url="https://two.northmoor.example/")]
    write_sets(tmp_path, rows, {row["id"]: PAGE.encode() for row in rows})
    assert [page.url for one in part_of(tmp_path, 2) for page in one.pages] == [
        "https://two.northmoor.example/?capture=a2"
    ]
