import msgspec
import pytest

from tests.verifier.cases import CONTACT, HELP, LISTED, NEW, a_case, a_page, a_provider, a_reading, keys_of
from verifier.judge import judge
from verifier.signals import third_parties_only

STORE = "https://apps.store.example/northmoor"
POSTS = "https://posts.example/northmoor"
PROVIDER = a_provider(
    pages=(
        a_page(CONTACT),
        msgspec.structs.replace(a_page(STORE, "app_listing"), platform=True),
        msgspec.structs.replace(a_page(POSTS, "social"), platform=True),
    )
)


def suspected(now):
    return keys_of(third_parties_only.check, a_case(now=now, provider=PROVIDER))


@pytest.mark.parametrize("pages", [[STORE], [STORE, POSTS]])
def test_a_number_on_other_peoples_hosts_alone_is_remarked(pages):
    now = {CONTACT: a_reading(LISTED)} | {url: a_reading(NEW) for url in pages}
    assert suspected(now) == [NEW]


def test_it_weighs_nothing_and_calms_nobody():
    now = {CONTACT: a_reading(LISTED), STORE: a_reading(NEW), POSTS: a_reading(NEW)}
    hits = {hit.id: hit.weight for one in judge([a_case(now=now, provider=PROVIDER)]) for hit in one.signals}
    assert hits["third_parties_only"] == 0.0
    assert "corroborated" not in hits


@pytest.mark.parametrize(
    "now",
    [
        {CONTACT: a_reading(NEW)},
        {CONTACT: a_reading(NEW), STORE: a_reading(NEW)},
        {STORE: a_reading(NEW)},
        {CONTACT: a_reading(LISTED), STORE: a_reading(LISTED)},
        {CONTACT: a_reading(LISTED), HELP: a_reading(NEW)},
    ],
)
def test_a_number_on_an_own_host_or_where_none_was_read_is_not(now):
    assert suspected(now) == []
