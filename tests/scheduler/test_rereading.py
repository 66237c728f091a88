import msgspec

from scheduler.fetching import fetch_pages
from scheduler.order import order_run
from scheduler.rereading import has_seen_canary, read_pages
from tests.scheduler.conftest import DEMO, NOW


def fetched(place, name):
    order = order_run(place.store, list(place.providers.values()), [DEMO / f"{name}.warc.gz"], None, NOW)
    place.store.begin_run(order.run_id, order.at, order.inputs, {})
    return order, fetch_pages(order, place.settings, place.store, quiet=True)


def test_an_unchanged_page_is_known_as_such_and_a_changed_one_is_not(place):
    place.run("night-1")
    order, _ = fetched(place, "night-2")
    pages = {one.page.url: one for one in read_pages(order, place.settings, place.store, {}, quiet=True)}
    assert pages["https://global.alipay.example/support.html"].is_unchanged
    assert not pages["https://help.alipay.example/contact.html"].is_unchanged
    assert pages["https://kf.weixin.example/contact.html"].now is None
    assert pages["https://kf.weixin.example/contact.html"].before is not None


def test_a_changed_description_is_the_cause_of_what_it_changes(place):
    place.run("night-1")
    order, _ = fetched(place, "night-2")
    changed = tuple(
        msgspec.structs.replace(one, pages=tuple(msgspec.structs.replace(page, keep=("main",)) for page in one.pages))
        if one.id == "cn/alipay"
        else one
        for one in order.providers
    )
    order = msgspec.structs.replace(order, providers=changed)
    causes = {one.provider.id: one.cause for one in read_pages(order, place.settings, place.store, {}, quiet=True)}
    assert causes["cn/alipay"] == "description"


def test_the_canary_is_seen_only_with_the_words_of_this_run(place):
    order, [line] = fetched(place, "night-1")
    assert has_seen_canary([line], order.run_id, place.settings)
    assert not has_seen_canary([line], "20261120T000000Z-another0", place.settings)
    assert not has_seen_canary([], order.run_id, place.settings)
    blind = msgspec.structs.replace(line, fetch=msgspec.structs.replace(line.fetch, outcome="timed_out"), capture=None)
    assert not has_seen_canary([line, blind], order.run_id, place.settings), "one attempt that saw nothing is enough"
