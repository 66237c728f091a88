import json

import pytest

from scheduler.swept import in_place, kept, wrong_claims


def test_each_claim_is_written_before_it_is_given_on(tmp_path):
    for number, _ in enumerate(kept(iter([{"number": "客"}, {"number": 2}]), tmp_path / "out")):
        assert number < 2
    lines = (tmp_path / "out" / "claims.ndjson").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["number"] for line in lines] == ["客", 2]


def test_a_folder_takes_the_place_of_the_old_one_only_when_it_is_done(tmp_path):
    out = tmp_path / "out"
    for text in ("one", "two"):
        with in_place(out) as fresh:
            (fresh / "said").write_text(text)
    with pytest.raises(FileNotFoundError), in_place(out) as fresh:
        (fresh / "not there" / "said").write_text("three")
    assert (out / "said").read_text() == "two"
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_of_a_sweep_that_was_never_made_no_claim_is_known(tmp_path):
    assert wrong_claims(tmp_path) == {}
