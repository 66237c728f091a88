"""Judged claims of a sweep as a Parquet file, written as they come."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from directory.store_trouble import StoreTrouble

CLAIMS = "claims.parquet"
# So many lines are held and written together; a reader may take one such group at a time.
GROUP_LINES = 20_000
# Columns that programs filter by; `line` is the whole line of `claims.ndjson`.
TEXTS = ("provider", "number", "verdict", "url", "at", "page_kind", "raw", "quote")


def parquet_kept(lines: Iterator[dict[str, Any]], out: Path) -> Iterator[dict[str, Any]]:
    """Give the lines on, each written to `claims.parquet` as well. Raises StoreTrouble without the extra `sweep`."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - an optional extra
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise StoreTrouble(
            f"--parquet needs what is not installed ({error}); install the extra: pip install 'hotlinewatch[sweep]', "
            "or leave it out: claims.ndjson holds the same"
        ) from error
    fields = [*((name, pa.string()) for name in TEXTS), ("score", pa.float64()), ("line", pa.string())]
    schema = pa.schema(fields)
    out.mkdir(parents=True, exist_ok=True)
    with parquet.ParquetWriter(out / CLAIMS, schema, compression="zstd") as writer:
        held: list[dict[str, Any]] = []
        for line in lines:
            held.append(
                {name: str(line[name]) for name in TEXTS}
                | {"score": float(line["score"]), "line": json.dumps(line, ensure_ascii=False)}
            )
            if len(held) >= GROUP_LINES:
                writer.write_table(pa.Table.from_pylist(held, schema))
                held.clear()
            yield line
        if held:
            writer.write_table(pa.Table.from_pylist(held, schema))
