"""A releases folder for tests, laid out as makers lay it out: releases, a pointer, a signed list of lines taken back."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from publish.contents import SCHEMA
from publish.signing import key_digest, public_pem
from publish.written import print_time
from tests.publish.conftest import a_provider

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)


ALIPAY = a_provider(
    id="cn/alipay",
    name="Alipay",
    names={"zh": "支付宝"},
    aliases=("蚂蚁支付",),
    country="CN",
    group="ant",
    official_hosts=("pay.example",),
)


def write_release(folder, entries, made, *, number=1, providers=None, retired=(), ground=None, key=KEY, days=7):
    """Write a release and point `latest` at it; give its folder."""
    release = folder / f"{number:06d}"
    release.mkdir(parents=True)
    times = {"number": number, "made": print_time(made), "expires_at": print_time(made + timedelta(days=days))}
    ground = ground or {"policy": "person-only", "licence": "CC-BY-4.0", "contact": "corrections@hotlinewatch.example"}
    directory = {
        "schema": SCHEMA,
        **times,
        "ground": ground,
        "providers": msgspec.to_builtins(
            sorted([a_provider(), ALIPAY] if providers is None else providers, key=lambda one: one.id)
        ),
        "entries": sorted(map(msgspec.to_builtins, entries), key=lambda one: (one["provider"], one["key"])),
        "retired": list(retired),
    }
    files = {
        "directory.json": json.dumps(directory, ensure_ascii=False, indent=1).encode(),
        "directory.csv": b"tel\r\n",
        "providers/gb/example-pay.vcf": b"BEGIN:VCARD\r\nEND:VCARD\r\n",
        "delta.ndjson": json.dumps({"release": number}).encode() + b"\n",
    }
    manifest = {
        "schema": "hotlinewatch-release/1",
        **times,
        "entries": len(entries),
        "key": "" if key is None else key_digest(public_pem(key)),
        "ground": ground,
        "files": {name: sha256(data).hexdigest() for name, data in files.items()},
    }
    files["manifest.json"] = json.dumps(manifest).encode()
    for name, data in files.items():
        write_signed(release / name, data, key)
    if key is not None:
        (folder / "public.pem").write_bytes(public_pem(key))
    replace_file(folder / "latest", f"{release.name}\n".encode())
    return release


def write_withdrawn(folder, number, lines, release="000001", key=KEY):
    """Replace the list of lines taken back; lines: (provider, key)."""
    body = {
        "schema": "hotlinewatch-withdrawn/1",
        "number": number,
        "made": "2026-11-22T03:00:00Z",
        "release": release,
        "lines": [
            {"provider": provider, "key": one, "tel": f"tel:{one}", "since": "2026-11-22"} for provider, one in lines
        ],
    }
    write_signed(folder / "withdrawn.json", json.dumps(body).encode(), key)


def write_signed(path, data, key=KEY):
    path.parent.mkdir(parents=True, exist_ok=True)
    if key is not None:
        replace_file(path.with_name(path.name + ".sig"), key.sign(data))
    replace_file(path, data)


def replace_file(path, data):
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)
