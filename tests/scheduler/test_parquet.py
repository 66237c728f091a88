import json
import subprocess
import sys

import pytest

from scheduler.parquet import TEXTS, parquet_kept

parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `sweep` is not installed")
LINE = dict.fromkeys(TEXTS, "客") | {"score": 0.25, "reasons": [{"id": "mobile"}]}
WITHOUT = """
import sys
sys.modules["pyarrow"] = None
from scheduler.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def test_what_is_given_on_is_what_the_file_holds(tmp_path):
    given = [LINE | {"number": f"+4420794600{n:02}"} for n in range(5)]
    assert list(parquet_kept(iter(given), tmp_path / "out")) == given
    table = parquet.read_table(tmp_path / "out" / "claims.parquet").to_pylist()
    assert [json.loads(row["line"]) for row in table] == given
    assert {(row["quote"], row["score"]) for row in table} == {("客", 0.25)}


def test_no_claim_is_a_file_without_rows(tmp_path):
    assert list(parquet_kept(iter([]), tmp_path)) == []
    assert parquet.read_metadata(tmp_path / "claims.parquet").num_rows == 0


def test_without_the_extra_it_says_what_to_install(tmp_path):
    (tmp_path / "a.warc").write_bytes(b"")
    words = ["sweep", "--data", str(tmp_path), "--out", str(tmp_path / "out"), "--parquet", str(tmp_path / "a.warc")]
    done = subprocess.run([sys.executable, "-c", WITHOUT, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 6
    assert "pip install 'hotlinewatch[sweep]'" in done.stderr
