"""Providers as decisions say they are: one that was stated to have no public hotline has none until that falls."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from directory.records import Provider


def as_stated(providers: Mapping[str, Provider], without: Collection[str]) -> dict[str, Provider]:
    """Give the providers, those in `without` with `hotline = none` where their file says that they publish one.

    What a page is read with does not change: readings stay those of the description.
    """
    return {
        name: msgspec.structs.replace(provider, hotline="none")
        if name in without and provider.hotline == "published"
        else provider
        for name, provider in providers.items()
    }
