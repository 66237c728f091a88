import asyncio
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduler.cli import mcp as verb
from tests.publish.conftest import a_line
from tests.publish.releases import write_release

ROOT = Path(__file__).resolve().parents[3]


def test_an_assistant_talks_to_the_program_over_stdin_and_stdout(tmp_path):
    sdk = pytest.importorskip("mcp", reason="the extra mcp is not installed")
    write_release(tmp_path / "releases", [a_line()], datetime.now(UTC))  # noqa: TID251 - the program asks the clock
    start = sdk.StdioServerParameters(
        command=sys.executable,
        args=["-m", "scheduler.cli.main", "mcp", "--releases", str(tmp_path / "releases")],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
    )

    async def talk():
        async with sdk.stdio_client(start) as (reading, writing), sdk.ClientSession(reading, writing) as session:
            await session.initialize()
            return await session.call_tool("check_number", {"number": "+44 20 7946 0123"})

    assert asyncio.run(talk()).structured_content["answer"] == "official"


def test_without_the_extra_it_says_how_to_get_it(run, monkeypatch):
    monkeypatch.setattr(verb.importlib.util, "find_spec", lambda _: None)
    done = run("mcp")
    assert done.code == 2
    assert "hotlinewatch[mcp]" in done.err
