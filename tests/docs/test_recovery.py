"""Every command of the recovery manual, in its order, in an installation that has what they speak of."""

import re
import shlex
from pathlib import Path

from directory.store import Store
from scheduler.cli.main import main
from tests.walks.desk import a_world

MANUAL = (Path(__file__).resolve().parents[2] / "docs" / "recovery.md").read_text(encoding="utf-8")
# "nothing there" is an answer where an installation has nothing of what is asked for.
ANSWERS = {0, 4}


def commands():
    blocks = re.findall(r"```\n(.*?)```", MANUAL, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("hotlinewatch ")]


def test_every_command_of_the_manual_runs(tmp_path, monkeypatch, capsys):
    settings = a_world(tmp_path / "home")
    monkeypatch.chdir(tmp_path)
    given = {"DATA": settings.data, "KEY": settings.key, "PROVIDERS": settings.providers, "SHIPPED": "false"}
    for name, value in (given | {"CONTACT": settings.contact}).items():
        monkeypatch.setenv(f"HOTLINEWATCH_{name}", str(value))
    assert len(commands()) == 17
    assert main(["release", "make"]) == 0
    for line in commands():
        newest = max((path.name for path in Path("backups").glob("2*")), default="")
        words = shlex.split(line.replace("NEWEST", newest))[1:]
        code = main(words)
        out = capsys.readouterr()
        assert code in ANSWERS, f"{line}: {code}\n{out.out}{out.err}"
        assert "Traceback" not in out.err
    with Store.open(f"sqlite:///{tmp_path / 'restored' / 'directory.db'}") as store:
        assert [one.kind for one in store.decisions()][-2:] == ["dispute", "undo"]
        assert store.account("ben").is_disabled
