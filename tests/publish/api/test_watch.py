import threading

from tests.publish.api.conftest import some_lines
from tests.publish.conftest import MADE
from tests.publish.releases import write_release, write_withdrawn


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
