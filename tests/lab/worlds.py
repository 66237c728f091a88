"""A small world and the whole one for the lab's tests, each built once."""

from functools import cache

from lab.building import build_world
from lab.world import World


@cache
def small_world() -> World:
    return build_world(only=1)


@cache
def whole_world() -> World:
    return build_world()
