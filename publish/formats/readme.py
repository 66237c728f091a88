"""A page in plain words beside the data: what it is, what it rests on, who corrects it, how it is verified."""

from __future__ import annotations

from collections.abc import Iterator

from publish.contents import Contents
from publish.written import print_time

TEXT = """\
hotlinewatch: hotlines that providers themselves publish. Release {number}.

made        {made}
expires     {expires_at}   look for a newer release after that
lines       {lines} of {providers} providers
policy      {policy}   its thresholds stand in directory.json under ground.rules
decisions   {chain_length}, the last has the hash {chain_head}
licence     {licence}
corrections {contact}

Taking a line down
{takedown}

Reading it
Every line says who accepted it, when it was decided last, when an official page showed it last and when it expires.
Subtract the lines of ../withdrawn.json, which is signed, too, and whose number only grows: it takes lines back at once,
from this release and from whichever you hold.
directory.json has everything (schema.json explains each field), directory.csv the lines as a table, providers.csv the providers,
delta.ndjson what changed since the release before, directory.atom the news; providers/ has each provider's news (.atom),
card (.vcf) and contact points (.jsonld). hashes.txt serves diallers that ask nobody.

Verifying it
Each file has a raw Ed25519 signature beside it, and manifest.json lists the SHA-256 of every file:
openssl pkeyutl -verify -pubin -inkey ../public.pem -rawin -in manifest.json -sigfile manifest.json.sig
Get public.pem once, from a place you trust, and keep it.

A line that is absent here is not thereby false. A right number here does not make an incoming call genuine.
"""


def render(contents: Contents) -> Iterator[tuple[str, str]]:
    """Write `README.txt`."""
    ground = contents.ground
    told = {name: ground[name] for name in ("policy", "chain_length", "chain_head", "licence", "takedown")}
    yield (
        "README.txt",
        TEXT.format(
            number=contents.number,
            made=print_time(contents.made),
            expires_at=print_time(contents.expires_at),
            lines=len(contents.entries),
            providers=len(contents.providers),
            contact=ground["contact"] or "this installation names no contact",
            **told,
        ),
    )
