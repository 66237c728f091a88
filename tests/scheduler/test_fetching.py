from crawler.job import read_lines
from scheduler.fetching import fetch_pages
from scheduler.order import order_run
from tests.scheduler.conftest import DEMO, NOW


def begun(place):
    order = order_run(place.store, list(place.providers.values()), [DEMO / "night-1.warc.gz"], None, NOW)
    place.store.begin_run(order.run_id, order.at, order.inputs, {})
    return order


def test_every_page_is_stored_with_its_capture(place):
    order = begun(place)
    [canary] = fetch_pages(order, place.settings, place.store, quiet=True)
    fetches = place.store.fetches(order.run_id)
    assert len(fetches) == 22
    assert set(place.store.captures({fetch.snapshot for fetch in fetches.values()})) == {
        fetch.snapshot for fetch in fetches.values()
    }
    assert canary is not None
    assert canary.fetch.outcome == "ok"
    assert canary.fetch.page not in fetches


def test_what_is_fetched_already_is_not_fetched_again(place):
    order = begun(place)
    fetch_pages(order, place.settings, place.store, quiet=True)
    folder = place.settings.data / "warc" / order.run_id
    files = sorted(file.name for file in folder.iterdir())
    fetch_pages(order, place.settings, place.store, quiet=True)
    assert sorted(file.name for file in folder.iterdir()) == files


def test_an_attempt_that_was_cut_off_is_completed_by_the_next(place):
    order = begun(place)
    fetch_pages(order, place.settings, place.store, quiet=True)
    folder = place.settings.data / "warc" / order.run_id
    lines = folder / "fetches-1.jsonl"
    kept = lines.read_bytes().splitlines(keepends=True)[:5]
    lines.write_bytes(b"".join(kept) + b'{"fetch": {"prov')
    fetch_pages(order, place.settings, place.store, quiet=True)
    assert (folder / "fetches-2.jsonl").is_file()
    assert len(read_lines(folder)) == 22
