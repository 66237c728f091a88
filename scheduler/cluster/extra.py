"""Whether what shards need is installed."""

from __future__ import annotations

from directory.store_trouble import StoreTrouble


def need_cluster() -> None:
    """Raise StoreTrouble where the extra `cluster` is missing."""
    try:
        import procrastinate  # noqa: F401, PLC0415
        import psycopg_pool  # noqa: F401, PLC0415
    except ImportError as error:
        raise StoreTrouble(
            f"shards need what is not installed ({error}); install the extra: pip install 'hotlinewatch[cluster]', "
            "or set [cluster] shards = false"
        ) from error
