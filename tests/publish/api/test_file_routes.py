from datetime import timedelta

from tests.publish.api.conftest import some_lines
from tests.publish.conftest import MADE
from tests.publish.releases import write_release, write_withdrawn


def test_releases_are_listed_the_newest_first(own):
    write_release(own.shelf.folder, some_lines()[:1], MADE, number=2)
    told = own.ask("/v1/releases").json["releases"]
    assert [(one["number"], one["entries"]) for one in told] == [(2, 1), (1, 2)]


def test_a_file_comes_as_it_was_signed(api):
    for name in ("directory.json", "directory.csv", "manifest.json", "directory.json.sig"):
        answered = api.ask(f"/v1/releases/latest/{name}")
        assert answered.body == (api.shelf.folder / "000001" / name).read_bytes()
        assert answered.headers["content-length"] == str(len(answered.body))
        assert answered.headers["hotlinewatch-release"] == "000001"
    assert api.ask("/v1/releases/latest/directory.csv").headers["content-type"] == "text/csv; charset=utf-8"
    assert api.ask("/v1/releases/000001/directory.csv", "HEAD").body == b""


def test_an_old_file_says_that_lines_were_taken_back_since(own):
    write_withdrawn(own.shelf.folder, 5, [("cn/alipay", "CN:95188")])
    path = "/v1/releases/latest/directory.csv"
    assert own.within_a_second(lambda: own.ask(path).headers["hotlinewatch-withdrawn"] == "5")
    told = own.ask("/v1/files/withdrawn.json")
    assert (told.headers["cache-control"], told.json["number"]) == ("no-cache", 5)
    assert own.ask("/v1/files/withdrawn.json.sig").status == 200


def test_a_file_stays_fresh_no_longer_than_its_release(own):
    path = "/v1/releases/000001/directory.csv"
    assert own.ask(path).headers["cache-control"] == "public, max-age=86400, must-revalidate"
    own.now = MADE + timedelta(days=7, seconds=-90)
    assert own.ask(path).headers["cache-control"] == "public, max-age=90, must-revalidate"
    own.now = MADE + timedelta(days=30)
    assert own.ask(path).headers["cache-control"] == "no-cache"


def test_what_is_not_there_is_told(api):
    for path in ("/v1/releases/000009/directory.json", "/v1/releases/000001/x.json", "/v1/deltas?since=7"):
        assert api.ask(path).json["code"] == "no_such_release"
    assert api.ask("/v1/deltas?since=0").body == b'{"release": 1}\n'
    assert api.ask("/v1/deltas").json["parameter"] == "since"
