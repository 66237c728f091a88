import json
import threading

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from publish.delta import Listing
from publish.keys import announce_next, hand_over
from publish.release import make_release
from publish.withdrawn import withdraw
from tests.publish.api.conftest import a_server, some_lines
from tests.publish.conftest import MADE
from tests.publish.releases import KEY, write_release, write_withdrawn


def answer(running, number):
    return running.ask(f"/v1/numbers/{number}").json["answer"]


def test_a_disputed_number_is_gone_within_a_second_also_under_load(own):
    assert answer(own, "95188") == "official"
    ended = threading.Event()

    def load():
        while not ended.is_set():
            own.ask("/v1/numbers/+442079460123")

    clients = [threading.Thread(target=load) for _ in range(8)]
    for client in clients:
        client.start()
    try:
        write_withdrawn(own.shelf.folder, 1, [("cn/alipay", "CN:95188")])
        assert own.within_a_second(lambda: answer(own, "95188") == "not_listed")
    finally:
        ended.set()
        for client in clients:
            client.join()
    assert own.ask("/v1/entries").json["total"] == 1
    assert own.ask("/v1/providers/cn/alipay").json["entries"] == []
    assert own.ask("/v1/numbers/95187").json["retired"][0]["replaced_by"] == ""
    assert own.ask("/v1/status").json["release"]["withdrawn"] == 1
    write_withdrawn(own.shelf.folder, 2, [])
    assert own.within_a_second(lambda: answer(own, "95188") == "official")


def test_a_new_release_is_up_within_a_second_and_the_etag_changes(own):
    before = own.ask("/v1/numbers/95188").headers["etag"]
    write_release(own.shelf.folder, some_lines()[:1], MADE, number=2)
    assert own.within_a_second(lambda: answer(own, "95188") == "not_listed")
    assert own.ask("/v1/numbers/95188").headers["etag"] != before


def test_a_release_that_cannot_be_verified_is_never_up_and_the_last_one_stays(own):
    release = write_release(own.shelf.folder, some_lines()[:1], MADE, number=2)
    path = release / "directory.json"
    path.write_bytes(path.read_bytes().replace(b"7946", b"7947"))
    (own.shelf.folder / "latest").touch()
    assert own.within_a_second(lambda: not own.ask("/v1/status").json["is_newest"])
    assert answer(own, "95188") == "official"
    assert answer(own, "+442079470123") == "not_listed"


def test_what_makers_make_is_served_and_what_they_take_back_is_gone_within_a_second(tmp_path, listing, ground):
    made = make_release(tmp_path, listing, MADE, ground, key=KEY)
    with a_server(tmp_path) as running:
        assert running.ask("/v1/status").json["is_signed"] is True
        assert answer(running, "95188") == "official"
        assert running.ask("/v1/providers?q=no+pay").json["providers"][0]["hotline"] == "none"
        for name in json.loads((made / "manifest.json").read_bytes())["files"]:
            assert running.ask(f"/v1/releases/latest/{name}").body == (made / name).read_bytes()
        gone = ("cn/alipay", "CN:95188", "tel:95188;phone-context=+86")
        withdraw(tmp_path, made.name, [gone], MADE, KEY)
        assert running.within_a_second(lambda: answer(running, "95188") == "not_listed")
        make_release(tmp_path, Listing(entries=listing.entries[:1], providers=listing.providers), MADE, ground, key=KEY)
        assert running.within_a_second(lambda: running.ask("/v1/status").json["release"]["number"] == 2)
        assert answer(running, "95188") == "not_listed"
        assert [json.loads(line)["number"] for line in running.ask("/v1/deltas?since=1").body.splitlines()[:1]] == [2]


def test_a_key_that_took_over_is_followed_and_old_releases_stay_readable(tmp_path, listing, ground):
    make_release(tmp_path, listing, MADE, ground, key=KEY)
    following = Ed25519PrivateKey.from_private_bytes(b"f" * 32)
    with a_server(tmp_path) as running:
        announce_next(tmp_path, KEY, following)
        hand_over(tmp_path, KEY, following)
        make_release(tmp_path, listing, MADE, ground, key=following)
        assert running.within_a_second(lambda: running.ask("/v1/status").json["release"]["number"] == 2)
        assert running.ask("/v1/status").json["is_newest"] is True
        for number in (1, 2):
            assert running.ask(f"/v1/releases/00000{number}/manifest.json").status == 200
        withdraw(tmp_path, "000002", [("cn/alipay", "CN:95188", "tel:95188")], MADE, following)
        assert running.within_a_second(lambda: answer(running, "95188") == "not_listed")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_api_that_cannot_watch_any_more_says_nothing(own, monkeypatch):
    monkeypatch.setattr(own.shelf, "has_moved", lambda _: 1 / 0)
    assert own.within_a_second(lambda: own.ask("/v1/numbers/95188").status == 503)
    assert own.ask("/v1/status").json["code"] == "no_release"
