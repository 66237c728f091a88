import io
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from directory.store import Store
from tests.scheduler.cli.nights import store_night

ARGS = ("020 7946 0123", "--provider", "ExPay", "--by", "ann", "--reason", "shown in the app's help")
NOW = datetime.now(UTC)  # noqa: TID251 - the verb asks the same clock
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def directory(home):
    """A directory with one reviewer, and a screenshot."""
    store_night(home)
    Image.new("RGB", (60, 40), (255, 0, 0)).save(home / "screen.png")
    return lambda: Store.open(f"sqlite:///{home / 'data' / 'directory.db'}")


@pytest.fixture
def attest(run):
    return lambda *more: run("attest", *ARGS, *more)


def kept(home):
    return sorted((home / "data" / "attested").glob("*"))


def test_a_statement_keeps_its_cut_picture_and_waits_for_a_second_word(attest, run, home, directory):
    done = attest("--file", "screen.png", "--cut", "0,0,10,10", "--date", str(TODAY), "--purpose", "fraud")
    assert done.code == 3
    assert "only reviewer" in done.out
    [file] = kept(home)
    assert f"--kept {file.stem[:12]}" in done.err
    assert Image.open(io.BytesIO(file.read_bytes())).getpixel((5, 5)) == (0, 0, 0)
    with directory() as store:
        [said] = store.attested()
        assert (said.ground, said.waits_for) == (file.stem, "cooling_off")
        assert said.basis["attested"]["until"] == (TODAY + timedelta(days=180)).isoformat()
        assert all(entry.status == "candidate" for entry in store.entries())
    [one] = run("review", "--json").json["attested"]
    assert (one["state"], one["digest"]) == ("waits", file.stem)
    assert "waits for a second word" in run("review").out
    assert "waits for a second word" in run("show", "expay").out


def test_the_second_word_verifies_the_line_by_the_kept_file(attest, run, home, directory):
    (home / "policy.toml").write_text("cooling_off_hours = 0\n", encoding="utf-8")
    adopt(run, home)
    attest("--file", "screen.png", "--label", "In the app")
    [file] = kept(home)
    done = attest("--kept", file.stem[:12], "--json")
    assert (done.code, done.json["waiting"]) == (0, [])
    with directory() as store:
        line = next(one for one in store.entries() if one.key == "+442079460123")
    assert (line.status, line.source, line.snapshot, line.label) == ("verified", "attested", file.stem, "In the app")
    [one] = run("show", "expay", "--json").json["attested"]
    assert one["state"] == "in_force"
    assert run("check", "020 7946 0123", "--provider", "expay", "--json").json["verdict"] == "official"
    assert run("review", "--json").json["attested"] == []
    file.write_bytes(b"another")
    assert [one["state"] for one in run("review", "--json").json["attested"]] == ["gone"]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ((), "--file FILE"),
        (("--file", "screen.png", "--kept", "0" * 12), "--file FILE"),
        (("--file", "screen.png", "--cut", "1,2,3"), "expected x,y,width,height"),
        (("--file", "screen.png", "--cut", "0,0,100,1"), "60 by 40"),
        (("--file", "screen.png", "--date", "2999-01-01"), "has begun"),
        (("--file", "screen.png", "--date", "2020-01-01"), "has expired"),
        (("--file", "screen.png", "--until", "2020-01-01"), "after today"),
        (("--file", "screen.png", "--until", "2999-01-01"), "not after"),
        (("--file", "hotlinewatch.toml", "--cut", "0,0,1,1"), "--cut"),
        (("--kept", "0" * 12), "no statement"),
        (("--kept", "0" * 12, "--label", "x"), "as it was made"),
    ],
)
def test_a_statement_that_says_too_little_or_too_much_is_refused_and_keeps_nothing(attest, home, more, says):
    done = attest(*more)
    assert (done.code, says in done.err) == (2, True)
    assert kept(home) == []


def test_a_letter_is_kept_as_it_is_and_that_is_said(attest, home):
    (home / "letter.txt").write_text("Our hotline is 020 7946 0123.", encoding="utf-8")
    done = attest("--file", "letter.txt")
    assert "kept as it is" in done.err
    assert kept(home)[0].suffix == ".txt"


def adopt(run, home):
    """Put the installation's own policy in force."""
    with Store.open(f"sqlite:///{home / 'data' / 'directory.db'}") as store:
        store.add_account("ada", "admin", None, NOW)
    done = run("policy", "adopt", "policy.toml", "--by", "ada", "--reason", "a test of joined statements")
    assert done.code == 0, done.err
