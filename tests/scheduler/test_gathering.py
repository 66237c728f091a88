from scheduler.gathering import entries_by_provider, gather
from scheduler.order import order_run
from tests.scheduler.conftest import DEMO, NOW


def test_what_was_gathered_once_is_given_again_and_nothing_is_fetched_for_it(place):
    order = order_run(place.store, list(place.providers.values()), [DEMO / "night-1.warc.gz"], None, NOW)
    place.store.begin_run(order.run_id, order.at, order.inputs, {})
    first = gather(order, place.settings, place.store, quiet=True)
    files = sorted((place.settings.data / "warc").rglob("*"))
    assert {one.page.url for one in first.pages} == {page.url for one in order.providers for page in one.pages}
    assert [line.fetch.outcome for line in first.canaries] == ["ok"]
    assert gather(order, place.settings, place.store, quiet=True) == first
    assert sorted((place.settings.data / "warc").rglob("*")) == files


def test_lines_are_given_by_their_provider(place):
    place.run("night-1")
    entries = entries_by_provider(place.store)
    assert all(entry.provider == name for name, own in entries.items() for entry in own)
    assert sum(map(len, entries.values())) == len(list(place.store.entries()))
