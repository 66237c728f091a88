"""A small world for the lab's tests, built once."""

from functools import cache

from lab.building import build_world
from lab.world import World


@cache
def small_world() -> World:
    return build_world(only=1)
