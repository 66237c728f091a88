import json
from datetime import UTC, datetime

import pytest

from directory.store import Store
from publish.export import WHOLE
from scheduler.cli.main import main
from scheduler.releasing import release_now
from scheduler.withdrawing import withdraw_unaccepted
from tests.scheduler.conftest import settings_in
from tests.scheduler.listed import LOST, PAY, PROVIDERS, accept, become

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = settings_in(tmp_path / "data")
    settings.data.mkdir()
    monkeypatch.setenv("HOTLINEWATCH_KEY", str(settings.key))
    with Store.open(settings.database) as store:
        accept(store, LOST)
        release_now(store, settings, PROVIDERS, NOW, None)
    return settings.data


def test_before_the_first_release_there_is_a_clear_word(tmp_path, capfdbinary):
    assert main(["export", "--data", str(tmp_path)]) == 4
    assert b"there is no release yet" in capfdbinary.readouterr().err
    assert main(["export", "--data", str(tmp_path), "--lang", "zh"]) == 4
    assert "尚无发布" in capfdbinary.readouterr().err.decode()


@pytest.mark.parametrize("name", WHOLE)
def test_every_format_is_printed_byte_for_byte(data, capfdbinary, name):
    assert main(["export", "--format", name, "--data", str(data)]) == 0
    printed = capfdbinary.readouterr().out
    assert b"7946 0123" in printed
    assert not WHOLE[name] or printed == (data / "releases" / "000001" / WHOLE[name]).read_bytes()


def test_one_provider_is_written_to_a_file(data, tmp_path):
    out = tmp_path / "card.vcf"
    assert main(["export", "--format", "vcard", "--provider", PAY.id, "--out", str(out), "--data", str(data)]) == 0
    assert out.read_bytes().startswith(b"BEGIN:VCARD\r\n")
    assert main(["export", "--format", "vcard", "--provider", "gb/nobody", "--data", str(data)]) == 2


def test_a_withdrawn_line_is_left_out_and_that_is_said(data, capfdbinary):
    settings = settings_in(data)
    with Store.open(settings.database) as store:
        become(store, "dispute", "disputed", LOST)
        withdraw_unaccepted(store, settings, PROVIDERS, NOW, {PAY.id})
    assert main(["export", "--data", str(data)]) == 0
    told = capfdbinary.readouterr()
    assert json.loads(told.out)["entries"] == []
    assert b"left out here: 1" in told.err


def test_a_withdrawal_that_cannot_be_read_stops_the_export(data, capfdbinary):
    (data / "releases" / "withdrawn.json").write_text("{")
    assert main(["export", "--data", str(data)]) == 6
    assert capfdbinary.readouterr().out == b""


def test_the_key_is_announced_rolled_and_revoked_and_the_release_still_verifies(data, tmp_path, capfdbinary):
    kept = tmp_path / "kept.pem"
    kept.write_bytes((data / "releases" / "public.pem").read_bytes())
    given = ["--data", str(data), "--json"]
    assert main(["release", "roll-key", *given]) == 6
    assert main(["release", "next-key", *given]) == 0
    assert main(["release", "roll-key", *given]) == 0
    assert main(["release", "verify", "--public-key", str(kept), *given]) == 0
    assert main(["release", "verify", "1", *given]) == 0
    assert main(["release", "revoke-key", *given]) == 2
    assert main(["release", "revoke-key", "--reason", "was copied", *given]) == 0
    assert main(["release", "verify", *given]) == 0
    capfdbinary.readouterr()
    assert main(["release", "verify", "2", *given]) == 6
    assert b"was copied" in capfdbinary.readouterr().err
