"""A sweep where the archive lies: the same function of a slice, carried out by the executors of a Spark cluster.

Every executor needs this program in its Python (`spark.pyspark.python`), and the slices under the paths that are given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from directory.records import Provider
from directory.store_trouble import StoreTrouble
from scheduler.sweeping import Slice, sweep_slice
from verifier.named import Names

NAME = "hotlinewatch sweep"


@contextmanager
def spark_context(master: str) -> Iterator[Any]:
    """Connect to a master, "spark://host:7077" or "local[2]". Raises StoreTrouble where the extra `spark` is missing."""
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise StoreTrouble(
            f"--spark needs what is not installed ({error}); install the extra: pip install 'hotlinewatch[spark]', "
            "with Java 17 or newer; without --spark the processes of this machine do the same"
        ) from error
    session = SparkSession.builder.appName(NAME).master(master).config("spark.ui.enabled", "false").getOrCreate()
    try:
        yield session.sparkContext
    finally:
        session.stop()


def sweep_on_spark(context: Any, files: Sequence[Path], providers: Mapping[str, Provider]) -> Iterator[Slice]:
    """Give what each slice says, in the order of the files; a slice a task, one answer at a time in this process.

    context: a pyspark.SparkContext.
    """
    known = context.broadcast(dict(providers))

    def swept(paths: Iterator[str]) -> Iterator[Slice]:
        names = Names(known.value.values())
        return (sweep_slice(Path(path), known.value, names) for path in paths)

    slices = context.parallelize([str(file.absolute()) for file in files], len(files))
    yield from slices.mapPartitions(swept).toLocalIterator(prefetchPartitions=True)
