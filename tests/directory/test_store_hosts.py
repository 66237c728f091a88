from directory.records import Provider
from directory.store import Store


def a_provider(*hosts, provider="xx/pay"):
    return Provider(id=provider, name="Pay", kind="wallet", country="GB", official_hosts=hosts, hotline="published")


def test_hosts_of_a_providers_first_night_are_as_old_as_we_are_and_left_out(store: Store, make):
    store.note_hosts([a_provider("pay.example"), a_provider("bank.example", provider="xx/bank")], make.at(1))
    assert store.hosts_since() == {"xx/bank": {}, "xx/pay": {}}
    for night in (2, 3):
        store.note_hosts([a_provider("pay.example", "new.example")], make.at(night))
    assert store.hosts_since() == {"xx/bank": {}, "xx/pay": {"new.example": make.at(2)}}


def test_a_host_that_was_taken_out_and_named_again_is_not_new(store: Store, make):
    for night, hosts in ((1, ["a.example"]), (2, ["a.example", "b.example"]), (3, ["a.example"]), (9, ["b.example"])):
        store.note_hosts([a_provider(*hosts)], make.at(night))
    assert store.hosts_since() == {"xx/pay": {"b.example": make.at(2)}}


def test_a_night_of_an_archive_makes_hosts_older_never_younger(store: Store, make):
    for night, hosts in ((5, ["a.example"]), (6, ["a.example", "b.example"]), (2, ["a.example", "b.example"])):
        store.note_hosts([a_provider(*hosts)], make.at(night))
    assert store.hosts_since() == {"xx/pay": {}}


def test_a_renamed_provider_keeps_the_age_of_its_hosts(store: Store, make):
    store.note_hosts([a_provider("a.example")], make.at(1))
    store.note_hosts([a_provider("a.example", provider="xx/wallet")], make.at(2))
    store.note_hosts([a_provider("a.example", "b.example")], make.at(3))
    for _ in range(2):
        store.rename_provider("xx/pay", "xx/wallet")
    assert store.hosts_since() == {"xx/wallet": {"b.example": make.at(3)}}


def test_no_provider_is_no_trouble(store: Store, make):
    store.note_hosts([], make.at(1))
    assert store.hosts_since() == {}
