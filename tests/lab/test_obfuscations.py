import re
import unicodedata

import pytest

from lab.obfuscations import Planted, families, obfuscate

FAMILIES = families()
SENTENCE = Planted("客服热线：", "400-666-8800", "（24小时）")


def written(name, number="400-666-8800", before="客服热线："):
    (family,) = (one for one in FAMILIES if one.name == name)
    return obfuscate(family, Planted(before, number, ""), 1).removeprefix(before)


def test_there_are_many_families_and_each_has_its_name():
    names = [one.name for one in FAMILIES]
    assert len(names) >= 40
    assert names == sorted(set(names))


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("circled", "④⓪⓪-⑥⑥⑥-⑧⑧⓪⓪"),
        ("chinese", "四零零-六六六-八八零零"),
        ("stars", "400*666*8800"),
        ("blanks", "4 0 0 6 6 6 8 8 0 0"),
        ("angle_brackets", "<4><0><0><6><6><6><8><8><0><0>"),
        ("round_brackets_groups", "(400)(666)(8800)"),
        ("english", "four zero zero six six six eight eight zero zero"),
        ("english_counted", "four double oh triple six double eight double oh"),
        ("reversed_by_override", "\u202e0088-666-004\u202c"),
        ("glued_to_words", "tel4006668800now"),
    ],
)
def test_a_family_writes_as_its_name_says(name, printed):
    assert written(name) == printed


def test_a_family_may_be_for_some_numbers_only():
    (vanity,) = (one for one in FAMILIES if one.name == "vanity")
    assert vanity.fits.fullmatch("1-800-692-7753")
    assert not vanity.fits.fullmatch("400-666-8800")
    assert written("country_lost", "1-844-555-0199") == "+8445550199"


def test_a_masked_label_leaves_the_number_as_it_is():
    (starred,) = (one for one in FAMILIES if one.name == "label_starred")
    assert obfuscate(starred, SENTENCE, 1) == "客*服*热*线：400-666-8800（24小时）"


@pytest.mark.parametrize(
    "family", [one for one in FAMILIES if one.fits.fullmatch("400-666-8800")], ids=lambda one: one.name
)
def test_the_same_seed_writes_the_same_and_what_is_around_the_number_stays(family):
    one, again = (obfuscate(family, SENTENCE, 7) for _ in range(2))
    assert one == again
    assert "（24小时）" in one
    assert one != "客服热线：400-666-8800（24小时）"


@pytest.mark.parametrize("name", ["circled", "superscript", "khmer", "segmented", "mathematical_bold", "with_comma"])
def test_an_alphabet_keeps_every_digit_in_its_place(name):
    digits = [unicodedata.digit(char) for char in re.sub("-", "", written(name))]
    assert digits == [4, 0, 0, 6, 6, 6, 8, 8, 0, 0]
