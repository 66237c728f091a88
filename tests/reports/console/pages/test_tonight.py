import pytest

from tests.walks.desk import a_desk, a_world
from tests.walks.world import QUEUE


def names(answer):
    return [part.split('"')[0].split("?")[0] for part in answer.html.split('class="open" href="/finding/')[1:]]


def test_the_most_pressing_stands_first(ada):
    page = ada.get("/")
    assert "17 wait for an answer" in page.text
    assert names(page)[0] == "c00000000001"
    assert len(names(page)) == 17


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("level=urgent", 1),
        ("provider=gb/example-bank", QUEUE),
        ("text=%2B442079460018", 1),
        ("text=nowhere-at-all", 0),
        ("state=answered", 2),
        ("state=all", 19),
        ("state=nonsense&level=nonsense", 17),
        ("offset=15", 2),
        ("offset=-1", 17),
        ("offset=9999999999999999999", 17),
        ("assigned=me", 0),
        ("assigned=' or 1=1 --", 0),
    ],
)
def test_what_the_address_says_filters_the_queue(ada, query, count):
    page = ada.get("/?" + query.replace(" ", "%20").replace("'", "%27"))
    assert (page.status, len(names(page))) == (200, count)


def test_words_are_found_in_chinese_too(ada):
    assert len(names(ada.get("/?text=%E4%BB%A5%E5%89%8D%E6%B2%A1%E6%9C%89"))) == 11


def test_a_link_into_the_queue_keeps_the_filter(ada):
    assert "/finding/b00000000001?provider=gb%2Fexample-bank" in ada.get("/?provider=gb/example-bank").html


def test_only_what_the_policy_allows_is_accepted_together(tmp_path):
    with a_desk(a_world(tmp_path / "home")) as room:
        ada = room.person("ada")
        names = "b00000000001,c00000000001"
        grounds = {f"ground-{name}": f"ground of {name}" for name in names.split(",")}
        answer = ada.send("/", findings=names, reason="all of it", **grounds)
        assert "left for one by one: 2" in answer.text
        assert room.store.queued("b00000000001", 1).standing.state == "open"
