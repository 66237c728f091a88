import asyncio

import pytest

from publish.assistants import Told
from publish.shelf import Shelf
from tests.publish.conftest import MADE, a_line
from tests.publish.releases import write_release

mcp = pytest.importorskip("mcp", reason="the extra mcp is not installed")


@pytest.fixture
def server(tmp_path):
    from publish.assistants_server import make_server  # noqa: PLC0415 - comes with an extra

    write_release(tmp_path, [a_line()], MADE)
    return make_server(Told(Shelf(tmp_path), lambda: MADE))


def ask(server, tool=None, **given):
    async def talk():
        async with mcp.Client(server) as client:
            return await (client.list_tools() if tool is None else client.call_tool(tool, given))

    return asyncio.run(talk())


def test_there_are_two_tools_and_both_only_read(server):
    tools = ask(server).tools
    assert [tool.name for tool in tools] == ["verified_lines", "check_number"]
    assert all(tool.annotations.read_only_hint for tool in tools)


def test_a_tool_answers_with_data(server):
    told = ask(server, "verified_lines", provider="Example Pay").structured_content
    assert told["lines"][0]["tel"] == "tel:+442079460123"
    assert ask(server, "check_number", number="+44 20 7946 0123").structured_content["answer"] == "official"


def test_what_cannot_be_answered_is_an_error_in_words(server):
    told = ask(server, "verified_lines", provider="nobody")
    assert told.is_error
    assert "No provider of the directory" in told.content[0].text
