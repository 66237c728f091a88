import subprocess
import sys


def checks(done):
    return {check["id"]: check for check in done.json["checks"]}


def test_a_sound_installation_is_well(run):
    done = run("doctor", "--json")
    assert done.json["is_well"], done.out
    assert done.code == 0
    assert checks(done)["workers"]["state"] == "ok"
    assert checks(done)["contact"]["state"] == "note"


def test_what_is_found_is_a_table_for_people_and_changes_nothing(run, home):
    done = run("doctor", "--lang", "zh")
    assert "数据库" in done.out
    assert not (home / "data").exists()


def test_a_broken_database_and_a_broken_description_are_faults(run, home):
    (home / "data").mkdir()
    (home / "data" / "directory.db").write_bytes(b"no database" * 1000)
    (home / "own" / "gb" / "example-pay.toml").write_text("colour = 1", encoding="utf-8")
    (home / "hotlinewatch.toml").write_text(
        'data = "data"\nproviders = "own"\npolicy = "gone.toml"\n[crawl]\nallow_private = ["127.0.0.1:1"]\n',
        encoding="utf-8",
    )
    done = run("doctor", "--json")
    found = checks(done)
    assert done.code == 6
    assert [name for name, check in found.items() if check["state"] == "fault"] == ["database", "providers", "policy"]
    assert "allow_private" in found["protection"]["detail"]


def test_a_server_that_cannot_be_reached_is_a_fault(run, monkeypatch):
    monkeypatch.setenv("HOTLINEWATCH_DATABASE", "postgresql://watch:secret@127.0.0.1:9/watch")
    done = run("doctor", "--json")
    assert done.code == 6
    assert checks(done)["database"]["state"] == "fault"
    assert "secret" not in done.out


def test_doctor_runs_as_a_program_of_its_own(home):
    done = subprocess.run(
        [sys.executable, "-m", "scheduler.cli.main", "doctor"], capture_output=True, text=True, cwd=home, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_machine_without_a_chromium_is_well_and_told_how_to_get_one(run, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("doctor", "--json")
    assert done.code == 0
    browser = checks(done)["browser"]
    assert browser["state"] == "note"
    assert "apt-get install chromium-headless-shell" in browser["detail"]
