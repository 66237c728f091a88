import json

import pytest

from scheduler.cli.main import main


@pytest.fixture
def demo(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOTLINEWATCH_READING__TIMEOUT_S", "60")
    assert main(["demo", "--quiet"]) == 0
    capfd.readouterr()
    return tmp_path / "demo-data"


def test_before_the_first_release_there_is_a_clear_word(tmp_path, capfd):
    assert main(["release", "list", "--data", str(tmp_path)]) == 4
    assert "no release yet" in capfd.readouterr().err


def test_a_release_is_sound_until_a_byte_of_it_changes(demo, capfd):
    assert main(["release", "verify", "--data", str(demo)]) == 0
    file = demo / "releases" / "000001" / "directory.csv"
    file.chmod(0o644)
    file.write_bytes(file.read_bytes().replace(b"95188", b"95189"))
    assert main(["release", "verify", "--data", str(demo), "--json"]) == 6
    faults = json.loads(capfd.readouterr().out.splitlines()[-1])["faults"]
    assert any("directory.csv" in fault for fault in faults)


def test_replay_after_the_demo_finds_nothing_changed(demo, capfd):
    assert main(["replay", "--data", str(demo), "--quiet", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["runs"] == 2
