"""A folder like ../shared/data, with invented pages."""

import io
import json
import sys
import tarfile

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from lab.real_pages import SETS

PAGE = '<html lang="en"><body><p>Call us: (020) 7946 0155</p><p>Fax 020 7946 0156</p></body></html>'
LABELS = (
    {"number": "+442079460155", "kind": "e164", "role": "tel", "visible": True, "raw": ["(020) 7946 0155"]},
    {"number": "+442079460156", "kind": "e164", "role": "fax", "visible": True, "raw": []},
    {"number": "+448081570123", "kind": "e164", "role": "tel", "visible": False, "raw": []},
)


def a_row(name, url="https://www.northmoor.example/contact", labels=LABELS, **more):
    fields = {
        "id": name,
        "file": f"{name}.html",
        "url": url,
        "domain": "northmoor.example" if url else "",
        "region": "GB",
        "lang": "en-GB",
        "encoding": "utf-8",
        "archive": "silver.tar.zst",
        "labels": labels,
    }
    return fields | more


def write_sets(folder, rows, bodies):
    """Write the rows as the first set, the others empty, and the pages into its archive."""
    for name in SETS:
        (folder / f"{name}.jsonl").write_text("")
    (folder / f"{SETS[0]}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name, body in bodies.items():
            member = tarfile.TarInfo(f"{SETS[0]}/{name}.html")
            member.size = len(body)
            tar.addfile(member, io.BytesIO(body))
    (folder / "silver.tar.zst").write_bytes(zstd.compress(packed.getvalue()))
