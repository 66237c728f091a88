"""The MCP server over stdin and stdout; needs the extra `mcp`."""

from __future__ import annotations

from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from publish.assistants import ADVICE, NothingToSay, Told

NAME = "hotlinewatch"
INSTRUCTIONS = (
    "A directory of the phone lines that wallets, payment firms, banks and carriers publish themselves, as far as a person or "
    f"a written policy accepted them. {ADVICE}"
)
# Both tools read a folder on this machine and change nothing.
READING = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

ProviderName = Annotated[
    str, Field(min_length=1, max_length=100, description="Id such as cn/alipay, or any name in any script")
]


def make_server(told: Told) -> MCPServer[Any]:
    """Make the server with its two tools. told: answers from a releases folder."""
    server: MCPServer[Any] = MCPServer(NAME, instructions=INSTRUCTIONS, log_level="ERROR")

    @server.tool(annotations=READING)
    def verified_lines(provider: ProviderName) -> dict[str, Any]:
        """List the verified phone lines of a provider, each with purpose, hours, dates and official source."""
        try:
            return told.lines_of(provider)
        except NothingToSay as why:
            raise ToolError(str(why)) from why

    @server.tool(annotations=READING)
    def check_number(
        number: Annotated[str, Field(min_length=1, max_length=64, description="As printed or heard")],
        country: Annotated[
            str, Field(max_length=2, description="ISO 3166 code of the country it is dialled in, if known")
        ] = "",
        provider: Annotated[str, Field(max_length=100, description="Whose line it is said to be, if anybody's")] = "",
    ) -> dict[str, Any]:
        """Say whether a phone number is official, another provider's, retired or not listed, with dates and source."""
        try:
            return told.about(number, country, provider)
        except NothingToSay as why:
            raise ToolError(str(why)) from why

    return server
