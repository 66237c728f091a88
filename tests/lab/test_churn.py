from random import Random

from lab.churn import churned
from tests.lab.worlds import small_world

PAGE = small_world()[0].pages[1]


def test_a_churned_page_is_other_bytes_with_the_same_numbers():
    body = churned(PAGE.body, Random(1))
    assert body != PAGE.body
    assert all(line.printed.encode() in body for line in PAGE.lines)


def test_words_dates_and_addresses_stay():
    body = b"<p>Updated 2026-02-20, order 21857182486218</p><a href='/a'>a</a>"
    assert churned(body, Random(1)) == body


def test_the_same_seed_churns_the_same():
    assert churned(PAGE.body, Random(7)) == churned(PAGE.body, Random(7))
