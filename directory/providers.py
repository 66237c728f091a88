"""The providers we watch: their files loaded strictly, found by name, and told from look-alikes by their hosts."""

from __future__ import annotations

import hashlib
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path

import msgspec

from directory.addresses import host_of, lies_under
from directory.countries import country_faults
from directory.description import PROVIDER_ID, find_faults
from directory.records import Page, Provider

# Twenty times our longest file; a larger one is no description.
MAX_FILE_BYTES = 64 * 1024
# The standard reader takes 20 s for 64 KiB of one dotted key; a line of ours has 8 dots, in an address.
MAX_DOTS_A_LINE = 200


class ProviderError(ValueError):
    """A provider file that cannot be trusted, or a name that names no provider."""


def load_providers(folder: Path | None) -> dict[str, Provider]:
    """Load every provider below `folder`, by id, sorted.

    folder: holds `<cc>/<slug>.toml` files; None means the set that was shipped with the program.
    Raises ProviderError with the first fault, as `providers/gb/example-pay.toml: pages[1].regions[0]: got …`.
    """
    providers, faults = survey(folder)
    if faults:
        raise ProviderError(faults[0])
    return providers


def load_overlaid(overlay: Path | None) -> dict[str, Provider]:
    """Load the shipped set with an installation's own files over it: the same id means the installation's.

    overlay: a folder like the one of `load_providers`; None means none. Raises ProviderError.
    """
    own = {} if overlay is None else load_providers(overlay)
    return dict(sorted((load_providers(None) | own).items()))


def lint(folder: Path | None) -> list[str]:
    """List every fault of every file below `folder`, sorted by file; [] when `load_providers` would load them."""
    return survey(folder)[1]


def survey(folder: Path | None) -> tuple[dict[str, Provider], list[str]]:
    """Read a whole set: the providers that are sound, and the faults of the others."""
    root = shipped_folder() if folder is None else folder.resolve()
    places = sorted(root.rglob("*.toml"))
    providers: dict[str, Provider] = {}
    faults = [] if places else [f"{root.name}: holds no <cc>/<slug>.toml, expected a folder of provider files"]
    for place in places:
        provider_id = place.relative_to(root).with_suffix("").as_posix()
        found = place_faults(provider_id)
        raw, unread = ({}, []) if found else read_toml(place)
        found = found or unread or find_faults(raw, provider_id)
        faults += [f"{root.name}/{provider_id}.toml: {fault}" for fault in found]
        if not found:
            providers[provider_id] = msgspec.convert({**raw, "id": provider_id}, Provider)
    return providers, faults + former_faults(providers, root.name)


def shipped_folder() -> Path:
    """Say where the provider files lie that were installed with the program."""
    return Path(str(files("providers")))


def place_faults(provider_id: str) -> list[str]:
    """Say what is wrong with the place of a file, before it is opened."""
    if not PROVIDER_ID.fullmatch(provider_id):
        return ["expected its place to be <cc>/<slug>.toml, in lower case, with digits and single hyphens"]
    folder = provider_id.split("/", maxsplit=1)[0]
    return [] if folder == "world" else country_faults(folder.upper(), "folder")


def read_toml(place: Path) -> tuple[dict[str, object], list[str]]:
    """Read one file as TOML; the second part says why it could not be read."""
    with place.open("rb") as file:
        text = file.read(MAX_FILE_BYTES + 1)
    if len(text) > MAX_FILE_BYTES:
        return {}, [f"got more than {MAX_FILE_BYTES // 1024} KiB, expected a description of one provider"]
    if any(line.count(b".") > MAX_DOTS_A_LINE for line in text.splitlines()):
        return {}, [f"got a line with more than {MAX_DOTS_A_LINE} dots, expected a description of one provider"]
    try:
        return tomllib.loads(text.decode("utf-8")), []
    except RecursionError:
        return {}, ["got tables or lists nested too deep to read"]
    except ValueError as wrong:
        return {}, [f"expected TOML in UTF-8: {wrong}"]


def former_faults(providers: Mapping[str, Provider], root: str) -> list[str]:
    """List former ids that belong to a provider of today, or to two providers at once."""
    holders: dict[str, str] = {}
    found = []
    for provider in providers.values():
        for index, old in enumerate(provider.formerly):
            holder = old if old in providers else holders.setdefault(old, provider.id)
            if holder != provider.id:
                found.append(f"{root}/{provider.id}.toml: formerly[{index}]: got '{old}', which belongs to '{holder}'")
    return found


def find_provider(providers: Mapping[str, Provider], name: str) -> Provider:
    """Find the provider that `name` names: its id, a former id, its slug, or one of its names.

    Case and full-width forms make no difference. Raises ProviderError, with the ids that are meant or near,
    when the name is nobody's or several providers'.
    """
    wanted = fold(name)
    for labels in (ids_of, slugs_of, names_of):
        hits = [provider for provider in providers.values() if wanted in labels(provider)]
        if len(hits) == 1:
            return hits[0]
        if hits:
            raise ProviderError(
                f"provider {name!r}: expected one, it names {', '.join(hit.id for hit in hits)}; say which"
            )
    raise ProviderError(f"provider {name!r}: unknown{nearest(providers, wanted)}")


def nearest(providers: Mapping[str, Provider], wanted: str) -> str:
    """Say which ids have a label close to `wanted`, or where to look."""
    ids = {
        label: provider.id for provider in providers.values() for label in [*slugs_of(provider), *names_of(provider)]
    }
    close = dict.fromkeys(ids[label] for label in get_close_matches(wanted, ids, n=5))
    return f"; near: {', '.join(close)}" if close else "; `providers list` shows all"


def fold(text: str) -> str:
    """Bring a name to the form in which names are compared."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def ids_of(provider: Provider) -> list[str]:
    """List the provider's id of today with its former ones."""
    return [provider.id, *provider.formerly]


def slugs_of(provider: Provider) -> list[str]:
    """List the last parts of those ids."""
    return [known.split("/", maxsplit=1)[1] for known in ids_of(provider)]


def names_of(provider: Provider) -> list[str]:
    """List what people call the provider, folded."""
    return [fold(name) for name in (provider.name, *provider.names.values(), *provider.aliases)]


def is_official(url: str, hosts: Sequence[str]) -> bool:
    """Say whether `url` is a plain https address on one of `hosts` or below it.

    hosts: a provider's `official_hosts`. False for another scheme, a user name, another port than 443, an IP address,
    or an address that browsers and libraries read differently.
    """
    host = host_of(url)
    return host is not None and lies_under(host, hosts)


def description_digest(page: Page, provider: Provider) -> str:
    """Give the SHA-256, in hex, of all that a reader of `page` is told.

    A cached reading holds as long as this stays; claims, other pages and how to fetch are not part of it.
    """
    told = {
        "page": {
            field: getattr(page, field)
            for field in ("url", "channel", "language", "regions", "keep", "filters", "expect", "platform")
        },
        "provider": {
            field: getattr(provider, field)
            for field in ("id", "name", "names", "aliases", "kind", "country", "hotline", "official_hosts")
        },
    }
    return hashlib.sha256(msgspec.json.encode(told, order="sorted")).hexdigest()


def basis(provider: Provider) -> dict[str, object]:
    """Give what a decision about this provider rests on, as plain JSON data, sorted by address.

    When it changes, the decisions that rested on it are asked again (design, 7.10). Proofs of hosts are no part of it:
    what a decision rests on is the host, and one more registry that names its owner takes nothing from it.
    """
    pages = sorted(provider.pages, key=lambda page: page.url)
    return {
        "official_hosts": sorted(provider.official_hosts),
        "pages": [{"url": page.url, "keep": list(page.keep), "regions": list(page.regions)} for page in pages],
    }
