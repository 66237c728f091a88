from datetime import timedelta

from publish.delta import Listing, delta_between
from publish.news import KEPT_OF_A_PROVIDER, news_of, recent_news
from tests.publish.conftest import MADE, a_line, a_retired_line

OLD = a_line(key="+442079460999", tel="tel:+442079460999", dial_abroad="+44 20 7946 0999")
NEW = a_line()


def told(before, now, retired=()):
    delta = delta_between(Listing(entries=before), Listing(entries=now, retired=retired), 6, "")
    return list(news_of(delta, 7, MADE))


def listed(*lines):
    return frozenset((line.provider, line.key) for line in lines)


def test_a_replacement_is_one_piece_of_news_that_tells_old_and_new():
    (one,) = told((OLD,), (NEW,), (a_retired_line(),))
    assert (one.what, one.was, one.number) == ("replaced", "+44 20 7946 0999", "+44 20 7946 0123")


def test_what_comes_and_what_goes_is_told():
    assert [one.what for one in told((), (NEW,))] == ["added"]
    assert [one.what for one in told((NEW,), ())] == ["gone"]


def test_a_line_that_was_seen_again_tonight_is_no_news():
    later = a_line(last_seen=MADE + timedelta(days=1), evidence="00" * 32)
    assert told((NEW,), (later,)) == []


def test_other_words_for_a_line_are_told_with_both():
    (one,) = told((NEW,), (a_line(languages=("en",)),))
    assert (one.what, one.words) == ("reworded", {"languages": ("en zh", "en")})


def test_news_are_kept_from_release_to_release_up_to_a_bound():
    earlier = [one for _ in range(KEPT_OF_A_PROVIDER) for one in told((), (NEW,))]
    fresh = told((NEW,), (a_line(hours="9-18"),))
    kept = recent_news(fresh, earlier, listed(NEW))
    assert len(kept) == KEPT_OF_A_PROVIDER
    assert kept[0].what == "reworded"


def test_of_a_line_that_was_taken_back_only_its_end_is_still_told():
    earlier = told((), (NEW,))
    kept = recent_news(told((NEW,), ()), earlier, listed())
    assert [one.what for one in kept] == ["gone"]
