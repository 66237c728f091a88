import json

from scheduler.cli.demo import MARK
from scheduler.cli.main import main


def test_the_demo_tells_the_four_things_and_writes_report_and_release(tmp_path, capfd, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOTLINEWATCH_READING__TIMEOUT_S", "60")
    assert main(["demo", "--quiet", "--json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert {(one["matter"], one["number"]) for one in told["findings"]} == {
        ("replacement", "+448081570967"),
        ("addition", "+449098790123"),
    }
    assert told["failed"] == ["https://kf.weixin.example/contact.html"]
    assert told["redesigned"] == ["https://help.alipay.example/contact.html"]
    assert told["accepted"] == told["lines"]
    assert (tmp_path / "demo-data" / MARK).is_file()
    assert (tmp_path / told["report"]).is_file()
    assert (tmp_path / told["release"] / "directory.json").is_file()
    assert main(["demo", "--quiet", "--lang", "zh"]) == 0
    assert "第二夜" in capfd.readouterr().out


def test_the_demo_refuses_a_folder_that_is_not_its_own(tmp_path, capfd):
    (tmp_path / "precious.txt").write_text("mine", encoding="utf-8")
    assert main(["demo", "--quiet", "--data", str(tmp_path)]) == 2
    assert "not made by the demo" in capfd.readouterr().err
    assert (tmp_path / "precious.txt").read_text(encoding="utf-8") == "mine"
