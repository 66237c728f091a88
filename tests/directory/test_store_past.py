from directory.findings import Change, Evidence
from directory.nights import Past
from directory.store import Store
from directory.store_past import PAST_MOST

SHOWN = Evidence(url="https://pay.example/", snapshot="a" * 64, place="main", layer="visible", quote="Call us")


def a_change(number, change="replaced", provider="xx/pay", **more):
    return Change(provider=provider, number=number, change=change, cause="provider", **more)


def night(store: Store, make, number, *changes, canary="seen"):
    make.begun(store, number)
    store.close_run(f"run-{number}", make.night(number, canary=canary, changes=changes))


def test_a_providers_moves_are_told_oldest_first_without_their_evidence(store: Store, make):
    night(store, make, 1, a_change("CN:1", "appeared"), a_change("CN:2", "stayed"), a_change("CN:3", "unread"))
    night(store, make, 2, a_change("CN:4", was="CN:1", evidence=(SHOWN,)), a_change("CN:9", "missing", "xx/bank"))
    night(store, make, 3, a_change("CN:5"))
    assert store.past(make.at(3), {}) == {
        "xx/bank": (Past(at=make.at(2), change=a_change("CN:9", "missing", "xx/bank")),),
        "xx/pay": (
            Past(at=make.at(1), change=a_change("CN:1", "appeared")),
            Past(at=make.at(2), change=a_change("CN:4", was="CN:1")),
        ),
    }


def test_a_night_without_its_canary_and_one_of_more_than_a_year_ago_are_no_past(store: Store, make):
    night(store, make, 1, a_change("CN:1"))
    night(store, make, 300, a_change("CN:2"), canary="missed")
    assert store.past(make.at(366), {})["xx/pay"][0].change.number == "CN:1"
    assert store.past(make.at(367), {}) == {}


def test_a_renamed_provider_keeps_its_past(store: Store, make):
    night(store, make, 1, a_change("CN:1"))
    assert store.past(make.at(2), {"xx/pay": "xx/wallet"}) == {
        "xx/wallet": (Past(at=make.at(1), change=a_change("CN:1", provider="xx/wallet")),)
    }


def test_only_the_latest_moves_are_told_of_a_provider_without_rest(store: Store, make):
    night(
        store,
        make,
        1,
        *(a_change(f"CN:{n}") for n in range(10000, 10000 + PAST_MOST)),
        a_change("CN:8", provider="xx/b"),
    )
    night(store, make, 2, a_change("CN:7"))
    past = store.past(make.at(3), {})
    assert len(past["xx/pay"]) == PAST_MOST
    assert [past["xx/pay"][index].change.number for index in (0, -1)] == ["CN:10001", "CN:7"]
    assert len(past["xx/b"]) == 1
