from random import Random

from lab.forging import forge
from lab.rejected import all_rejected, rejected_before
from lab.world import answers_of
from tests.lab.operators.offered import ALL, CHINESE, CHINESE_LINES, ENGLISH, a_provider


def test_the_same_number_is_rejected_every_time():
    answers = answers_of((CHINESE,))
    assert rejected_before(CHINESE, answers) == rejected_before(CHINESE, answers)


def test_it_stands_on_one_page_of_the_provider_beside_its_lines():
    rejected = rejected_before(ENGLISH, answers_of((ENGLISH,)))
    [(key, answer)] = rejected.answers.items()
    assert key[0] in {page.url for page in ENGLISH.pages}
    assert rejected.number.printed in answer.body.decode()
    assert b"020 7946 0155" in answer.body


def test_each_provider_of_a_world_has_its_own():
    found = all_rejected(ALL, answers_of(ALL))
    assert set(found) == {one.provider.id for one in ALL}
    assert len({rejected.number.key for rejected in found.values()}) == len(ALL)


def test_rejected_numbers_make_no_block_false_from_which_ordinary_ones_are_drawn():
    line = ENGLISH.pages[0].lines[0]
    ordinary = {forge("ordinary", line, ENGLISH, Random(seed)).key[:-4] for seed in range(50)}
    rejected = {forge("rejected", line, ENGLISH, Random(seed)).key[:-4] for seed in range(50)}
    assert not ordinary & rejected


def test_a_provider_without_html_has_none():
    bare = a_provider("qinghe", "CN", "zh", CHINESE_LINES)
    assert rejected_before(bare, {}) is None
