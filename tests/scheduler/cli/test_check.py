import json
import subprocess
import sys

import pytest

from scheduler.cli.main import main
from tests.scheduler.cli.nights import PLANTED, store_night

BY = ("--by", "ann", "--reason", "called it")


def test_a_fresh_installation_answers_from_the_shipped_claims(run):
    done = run("check", "95188", "--json")
    assert done.code == 0
    assert set(done.json) == {"number", "provider", "verdict", "score", "reasons", "entry"}
    assert (done.json["number"], done.json["provider"], done.json["verdict"]) == ("CN:95188", "cn/alipay", "candidate")
    assert done.json["entry"]["status"] == "candidate"


def test_four_ways_to_write_are_four_keys_each_explained(run):
    found = {text: run("check", text, "--json").json for text in ("95188", "+864006668800", "0571-95188", "95188-6")}
    assert [one["number"] for one in found.values()] == [
        "CN:95188",
        "+864006668800",
        "+8657195188",
        "CN:95188;ext=6",
    ]
    assert all(one["reasons"] and all(reason["reason"] for reason in one["reasons"]) for one in found.values())
    assert "sub_line" in [reason["id"] for reason in found["95188-6"]["reasons"]]


def test_people_are_told_the_verdict_and_the_reasons_in_their_language(run):
    assert "candidate: claimed, not yet verified here" in run("check", "95188").out
    done = run("check", "95188", "--lang", "zh")
    assert "候选" in done.out
    assert "据称属于" in done.out
    assert "目录中仅此一国收录" in done.out


def test_the_provider_asked_for_decides_whose_line_it_is(run):
    done = run("check", "95188", "--provider", "微信支付", "--json")
    assert (done.json["provider"], done.json["verdict"]) == ("cn/wechat-pay", "suspicious")
    assert done.json["reasons"][0]["id"] == "claimed_elsewhere"


def test_a_verified_line_is_official_and_a_rejected_one_known_false(run, home):
    store_night(home)
    run("accept", "bbb", *BY)
    run("reject", "aaa", *BY)
    assert run("check", "020 7946 0018", "--json").json["verdict"] == "official"
    assert run("check", PLANTED, "--provider", "ExPay", "--json").json["verdict"] == "known_false"
    assert run("check", "020 7946 0018", "--provider", "alipay", "--country", "GB", "--json").json["verdict"] == (
        "official_other_provider"
    )


def test_a_number_of_no_known_country_lists_its_readings(run):
    done = run("check", "1930")
    assert (done.code, done.out) == (2, "")
    assert "CN:1930" in done.err
    assert "--country" in done.err
    assert run("check", "1930", "--country", "IN", "--json").json["number"] == "IN:1930"


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "95188", "--csv", "hotlinewatch.toml"],
        ["check", "call me"],
        ["check", "1", "--country", "UK"],
    ],
)
def test_bad_usage_is_told(run, arguments):
    assert run(*arguments).code == 2


def test_a_table_is_answered_row_by_row_in_order(run, home):
    (home / "claims.csv").write_text("number,provider\n95188,Alipay\n95188,Nobody\n", encoding="utf-8")
    done = run("check", "--csv", home / "claims.csv")
    assert done.code == 0
    assert [line["provider"] for line in done.lines] == ["cn/alipay", "Nobody"]


def test_without_a_database_none_is_imported(home):
    code = (
        "import sys; from scheduler.cli.main import main; main(['check', '95188', '--json']);"
        "print(sorted({'sqlalchemy', 'scrapy', 'structlog', 'rich'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=home)
    assert json.loads(done.stdout)["verdict"] == "candidate"
    assert done.stderr == "[]\n"


def test_a_number_that_a_finding_asks_about_is_no_mere_candidate(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOTLINEWATCH_READING__TIMEOUT_S", "60")
    assert main(["demo", "--quiet"]) == 0
    capfd.readouterr()
    config = str(tmp_path / "demo-data" / "hotlinewatch.toml")
    assert main(["check", "+449098790123", "--json", "--config", config]) == 0
    told = json.loads(capfd.readouterr().out)
    assert told["verdict"] == "suspicious"
    assert {"text_and_tel_disagree", "costly_number"} <= {reason["id"] for reason in told["reasons"]}
