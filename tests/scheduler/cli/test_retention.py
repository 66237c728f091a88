from tests.scheduler.cli.test_schedule import as_home


def test_what_would_go_is_told_before_anything_goes(run, tmp_path, monkeypatch):
    as_home(tmp_path, monkeypatch)
    told = run("retention", "--json").json
    assert (told["is_applied"], told["folders"], told["gone"]) == (False, [], 0)
    assert told["disk"]["free_bytes"] > 0
    done = run("retention", "--apply")
    assert done.code == 0, done.err
    assert "nothing has to go" in done.out
    assert "无需删除" in run("retention", "--lang", "zh").out
