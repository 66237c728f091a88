import csv

from scheduler.cli.line_options import LEFT_SHOWN, tell_left
from scheduler.line_lists.candidates import Left


def test_what_is_left_is_kept_whole_and_no_cell_is_a_formula(tmp_path, capsys):
    left = [Left(place=f"line {n}", provider="@x", number="=1+1", why="w", expected="e") for n in range(LEFT_SHOWN + 2)]
    tell_left(left, tmp_path / "left.csv", "en")
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "line 0: '@x =1+1': w; e"
    assert said[-1].startswith("and 2 more")
    with (tmp_path / "left.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1] == ["line 0", "'@x", "'=1+1", "w", "e"]
    assert len(rows) == LEFT_SHOWN + 3


def test_filters_take_rows_by_provider_country_and_purpose(run, home):
    (home / "list.csv").write_text(
        "provider,number,label\nexpay,020 7946 0555,Fax\nalipay,4006668800,\nalipay,+44 20 7946 0556,\n",
        encoding="utf-8",
    )

    def added(*more):
        return [one["key"] for one in run("import", "list.csv", "--dry-run", "--quiet", "--json", *more).json["added"]]

    assert len(added()) == 3
    assert added("--provider", "ExPay") == ["+442079460555"]
    assert added("--country", "cn") == ["+864006668800"]
    assert added("--purpose", "fax") == ["+442079460555"]
    assert run("import", "list.csv", "--country", "UK").code == 2
    assert run("import", "list.csv", "--provider", "nobody").code == 2
