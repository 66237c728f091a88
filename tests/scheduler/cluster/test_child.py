from directory.store import Store
from scheduler.cluster.child import do_part
from scheduler.config import Settings
from scheduler.order import order_run
from tests.scheduler.conftest import NOW


def test_a_run_that_is_no_longer_open_wants_nothing_of_a_shard(tmp_path, sqlite_url):
    settings = Settings(data=tmp_path, database=sqlite_url)
    with Store.open(sqlite_url) as store:
        order = order_run(store, [], [], None, NOW)
    do_part(order, settings)
    assert not (tmp_path / "warc").exists()


def test_a_shard_of_an_open_run_is_gathered_with_its_canary(tmp_path, sqlite_url):
    settings = Settings(data=tmp_path, database=sqlite_url, contact="test@hotlinewatch.example")
    with Store.open(sqlite_url) as store:
        order = order_run(store, [], [], None, NOW)
        store.begin_run(order.run_id, order.at, order.inputs, {})
    do_part(order, settings)
    assert list((tmp_path / "warc" / order.run_id).glob("canary-*.jsonl"))
