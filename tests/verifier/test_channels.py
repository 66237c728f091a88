import pytest

from tests.verifier.cases import CONTACT, HELP, TERMS, a_page, a_provider
from verifier.channels import Way, are_independent, most_independent, way_of, ways_of

SITE = Way("contact", "www.northmoor.example", True)
HELPS = Way("help", "help.northmoor.example", True)
PAPER = Way("agreement", "docs.northmoor.example", True)
SAME_HOST = Way("help", "www.northmoor.example", True)
SAME_CHANNEL = Way("contact", "other.northmoor.example", True)
APP = Way("app_listing", "apps.store.example", False)
POST = Way("social", "posts.example", False)


def test_the_ways_of_some_pages_are_told_once_and_sorted():
    assert ways_of(a_provider(), [HELP, CONTACT, "https://nobody.example/"]) == sorted([SITE, HELPS])
    assert way_of(a_page(TERMS, "agreement")) == PAPER


@pytest.mark.parametrize(
    ("ways", "is_so"),
    [
        ([], True),
        ([SITE], True),
        ([SITE, HELPS], True),
        ([SITE, HELPS, PAPER], True),
        ([SITE, SAME_HOST], False),
        ([SITE, SAME_CHANNEL], False),
        ([SITE, HELPS, SAME_CHANNEL], False),
    ],
)
def test_ways_are_independent_that_share_neither_channel_nor_host(ways, is_so):
    assert are_independent(ways) is is_so


@pytest.mark.parametrize(
    ("ways", "count"),
    [
        ([SITE, HELPS, PAPER, APP], 3),
        ([SITE, HELPS, PAPER], 3),
        ([SITE, APP], 2),
        ([SITE, SAME_HOST, SAME_CHANNEL], 2),
        ([SITE, SAME_HOST], 1),
        ([APP, POST], 0),
        ([], 0),
    ],
)
def test_independent_ways_are_counted_with_one_of_the_providers_own_among_them(ways, count):
    assert most_independent(ways, 3) == count
