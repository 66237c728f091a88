import json

import pytest

from scheduler.cli.main import main


def test_a_worker_over_a_file_is_refused(tmp_path, capfd):
    assert main(["worker", "--data", str(tmp_path)]) == 6
    assert 'expected database = "postgresql://…"' in capfd.readouterr().err


@pytest.mark.postgres
def test_before_the_first_night_there_is_no_shard_and_nothing_to_wait_for(tmp_path, postgres_url, monkeypatch, capfd):
    monkeypatch.setenv("HOTLINEWATCH_DATABASE", postgres_url)
    assert main(["worker", "list", "--data", str(tmp_path), "--lang", "zh"]) == 4
    assert "没有这样的分片" in capfd.readouterr().out
    assert main(["worker", "list", "--data", str(tmp_path), "--json", "--state", "todo"]) == 4
    assert json.loads(capfd.readouterr().out) == {"shards": []}
    assert main(["worker", "--data", str(tmp_path), "--until-idle"]) == 0
    assert "waiting for shards" in capfd.readouterr().out
