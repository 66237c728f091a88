"""`hotlinewatch providers`: list, check, try out and start provider descriptions."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import click
import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from directory import providers as described
from directory.addresses import host_of
from directory.countries import country_faults
from directory.description import find_faults
from directory.number import print_number
from directory.records import Expect, Page, Provider
from directory.terms import GOOD_READINGS, Hotline, Kind
from scheduler import probe as probing
from scheduler.cli.options import DONE, NOTHING, PARTLY, USAGE, common_options, exit_codes
from scheduler.config import Settings
from scheduler.description_text import new_description
from scheduler.opened import providers_of

# Wide enough that a row stays one line for grep; a terminal says its own width.
PIPE_WIDTH = 240

KINDS = get_args(Kind)
folder_option = click.option(
    "--providers",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of provider files to use in place of the shipped set.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print data as JSON.")


@click.group(epilog=exit_codes(DONE, USAGE, PARTLY, NOTHING))
def providers() -> None:
    """List, check, try out or start the descriptions of the providers we watch."""


@providers.command("list", epilog=exit_codes(DONE, USAGE, NOTHING))
@click.argument("text", default="")
@click.option("--kind", type=click.Choice(KINDS), help="Only providers of this kind.")
@click.option("--country", help="Only providers at home in this country or with a page for it (ISO 3166 code).")
@click.option("--hotline", type=click.Choice(get_args(Hotline)), help="Only providers that have one, none, or an app.")
@folder_option
@json_option
@common_options
def list_providers(settings: Settings, text: str, folder: Path | None, as_json: bool, **wanted: str | None) -> int:
    """List the providers, or those with TEXT in an id, a name or a host."""
    everyone = load(folder, settings)
    found = [provider for provider in everyone.values() if is_wanted(provider, described.fold(text), **wanted)]
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode({"providers": found}), indent=2))
    elif found:
        console = Console(width=None if sys.stdout.isatty() else PIPE_WIDTH)
        console.print(table_of(found))
        click.echo(f"{len(found)} of {len(everyone)} providers")
    if not found:
        click.echo("no provider is like that; `providers list` without options shows all", err=True)
        return NOTHING
    return DONE


def load(folder: Path | None, settings: Settings) -> dict[str, Provider]:
    """Load the set a verb works on: `folder` alone, else the shipped set under the installation's own files."""
    return described.load_providers(folder) if folder is not None else providers_of(settings)


def is_wanted(provider: Provider, text: str, kind: str | None, country: str | None, hotline: str | None) -> bool:
    """Say whether a provider passes every filter; None filters nothing, and so does an empty text."""
    countries = {provider.country, *(region for page in provider.pages for region in page.regions)}
    labels = [provider.id, *described.names_of(provider), *provider.official_hosts]
    return (
        (kind is None or provider.kind == kind)
        and (country is None or country.upper() in countries)
        and (hotline is None or provider.hotline == hotline)
        and any(text in label for label in labels)
    )


def table_of(found: list[Provider]) -> Table:
    """Lay out providers for a terminal; what files say is text, never markup."""
    table = Table("id", "name", "kind", "country", "hotline", "pages", "claims", "hosts", box=None, header_style="bold")
    for provider in found:
        name = " ".join(dict.fromkeys([provider.name, *provider.names.values()]))
        counts = (str(len(provider.pages)), str(len(provider.known)))
        row = (provider.id, name, provider.kind, provider.country, provider.hotline, *counts)
        table.add_row(*(Text(cell) for cell in row), Text(" ".join(provider.official_hosts)))
    return table


@providers.command(epilog=exit_codes(DONE, USAGE))
@folder_option
@json_option
@common_options
def lint(settings: Settings, folder: Path | None, as_json: bool) -> int:
    """Check every provider file and print every fault with its place; 2 when there is one."""
    faults = described.lint(folder)
    if folder is None and settings.providers is not None:
        faults += described.lint(settings.providers)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode({"faults": faults}), indent=2))
    else:
        click.echo("\n".join(faults) if faults else "no fault in any provider file")
    return USAGE if faults else DONE


@providers.command(epilog=exit_codes(DONE, USAGE))
@click.argument("provider_id", metavar="CC/SLUG")
@click.option("--name", required=True, help="What the provider is called in English.")
@click.option("--url", required=True, help="Its help or contact page; the page's host becomes its official host.")
@click.option("--kind", type=click.Choice(KINDS), default="other", show_default=True, help="What it is.")
@click.option("--country", help="Its home country (ISO 3166 code); the folder's where that is one.")
@click.option("--language", default="en", show_default=True, help="Language of the page.")
@folder_option
@common_options
def new(settings: Settings, folder: Path | None, provider_id: str, url: str, **given: Any) -> int:
    """Start the description CC/SLUG (`cn/example-pay`; `world/…` for many countries) as a file to complete."""
    root = folder or settings.providers or described.shipped_folder()
    file = root / f"{provider_id}.toml"
    text = first_description(provider_id, url, **given)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError as error:
        raise click.UsageError(
            f"{file}: exists already and stays as it is; edit it, or choose another CC/SLUG"
        ) from error
    click.echo(f"{file}: written. Next:")
    click.echo("  complete it: other names, every channel it speaks through, claims with their origin")
    click.echo(f"  hotlinewatch providers probe {url}")
    click.echo("  hotlinewatch providers lint")
    click.echo(f"  hotlinewatch run {provider_id}")
    return DONE


def first_description(provider_id: str, url: str, *, name: str, kind: Kind, country: str | None, language: str) -> str:
    """Write the description and check it as every file is checked. Raises click.UsageError with all faults."""
    folder = provider_id.partition("/")[0]
    if country is None and folder == "world":
        raise click.UsageError("--country: missing, a provider under world/ has a home country all the same")
    home = country or folder.upper()
    host = (host_of(url, ("https", "http")) or "").removeprefix("www.")
    page = Page(url=url, channel="help", language=language, regions=(home,), expect=Expect(least=0, most=12))
    text = new_description(name, kind, home, host, page)
    faults = described.place_faults(provider_id) or find_faults(tomllib.loads(text), provider_id)
    if faults:
        raise click.UsageError("\n".join(f"{provider_id}.toml: {fault}" for fault in faults))
    return text


@providers.command(epilog=exit_codes(DONE, USAGE, PARTLY, NOTHING))
@click.argument("url", default="")
@click.option(
    "--file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Read this saved page instead."
)
@click.option("--region", "regions", multiple=True, help="Region to read national numbers in; again for more.")
@click.option("--language", default="", help="Language of the page.")
@folder_option
@json_option
@common_options
def probe(settings: Settings, url: str, file: Path | None, **given: Any) -> int:
    """Ask the page at URL now, or read it from --file; print its numbers and a [[pages]] block for its provider."""
    if not url and file is None:
        raise click.UsageError("nothing to probe: give a URL, a saved page by --file, or both")
    told = probe_one(settings, url, file, given)
    if given["as_json"]:
        click.echo(msgspec.json.format(msgspec.json.encode(told), indent=2))
    else:
        print_probe(told)
    if not told.reading:
        return NOTHING
    return DONE if told.reading in GOOD_READINGS else PARTLY


def probe_one(settings: Settings, url: str, file: Path | None, given: Mapping[str, Any]) -> probing.Probe:
    """Probe a live or a saved page. Raises click.UsageError where the address or the region is missing or wrong."""
    if url and host_of(url, ("https", "http")) is None:
        raise click.UsageError(f"got {url!r}, expected a whole https:// address with a host name and no port")
    regions = tuple(given["regions"])
    if faults := [fault for code in regions for fault in country_faults(code, "--region")]:
        raise click.UsageError("\n".join(faults))
    owners = probing.owners_of(url, load(given["folder"], settings))
    page = probing.page_to_try(url, owners, regions, given["language"])
    if not page.regions:
        raise click.UsageError("no provider of ours owns this address: say by --region how to read its numbers")
    if file is not None:
        return probing.probe_page(page, owners, probing.saved_page(file, page, settings.crawl.max_bytes), settings)
    if not settings.contact:
        detail = "not asked: a site is told whom to write to; set HOTLINEWATCH_CONTACT, or give a saved page by --file"
        return msgspec.structs.replace(probing.unread_probe(page, owners), detail=detail)
    # Imported here: the crawler's side of the house is needed only to ask a live page.
    from scheduler.crawling import ask_page  # noqa: PLC0415

    return probing.probe_page(
        page, owners, ask_page(page, owners[0] if owners else probing.nobody(page), settings), settings
    )


def print_probe(told: probing.Probe) -> None:
    """Print a probe for people: owner, outcome, numbers by layer, and the block."""
    click.echo(f"official host of: {', '.join(told.owners) or 'no provider of ours'}")
    for label, value in (
        ("fetch", told.fetch),
        ("reading", told.reading),
        ("detail", told.detail),
        ("title", told.title),
    ):
        if value:
            click.echo(f"{label}: {value}")
    for layer, keys in told.numbers.items():
        click.echo(f"{layer}: " + ", ".join(f"{print_number(key)} ({key})" for key in keys))
    if told.reading and not told.numbers:
        click.echo("no number found")
    if told.block:
        click.echo(f"\n{told.block}", nl=False)
    else:
        click.echo(
            f"expect: {told.expect.least} to {told.expect.most} own numbers; give the URL too for a [[pages]] block"
        )
