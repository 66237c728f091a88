import pytest

from verifier.words import Lexicon, flatten, is_letter, load_words

PHONE = Lexicon({"phone": ["tel", "Hotline", "toll free", "热线", "tél", "no."]})


def end_of(words, text):
    return words.last_ends(text).get("phone", -1)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("tel 1", 3),
        ("our hotline is", 11),
        ("客服热线：", 4),
        ("热线 or 热线", 8),
        ("toll free", 9),
        ("tél. 1", 3),
        ("no. 5", 2),
    ],
)
def test_the_last_of_the_words_is_found_at_its_end(text, end):
    assert end_of(PHONE, text) == end


@pytest.mark.parametrize("text", ["", "hotel 1", "telly", "hotlines", "atoll freezer", "xtoll free"])
def test_a_word_of_a_script_with_blanks_is_matched_whole(text):
    assert end_of(PHONE, text) == -1


@pytest.mark.parametrize(
    ("text", "answer"), [(" (hotline)", True), ("热线号码", True), ("hotel", False), ("我热线", False)]
)
def test_a_text_opens_with_a_word_behind_blanks_and_brackets(text, answer):
    assert PHONE.opening(text) == (("phone",) if answer else ())


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("客服热线", {"a": 4, "b": 4}),
        ("客服热", {"a": 2}),
        ("服热线 toll-free", {"b": 3, "c": 13}),
        ("toll-freed", {}),
        ("icp备案", {"c": 3, "d": 5}),
        ("no.: tel tel.", {"c": 4, "d": 12}),
        ("ab tel", {"d": 6}),
        ("", {}),
    ],
)
def test_the_last_words_of_all_lists_are_found_in_one_pass(text, ends):
    lists = {
        "a": ["客服", "客服热线"],
        "b": ["服热线"],
        "c": ["toll-free", "icp", "no.:"],
        "d": ["icp备案", "tel", "备案"],
    }
    assert Lexicon(lists).last_ends(text) == ends


def test_a_word_of_two_lists_opens_both():
    both = Lexicon({"one": ["fax", "传真"], "two": ["fax", "传真机"]})
    assert set(both.opening("fax)")) == {"one", "two"}
    assert set(both.opening("(传真机")) == {"one", "two"}
    assert both.opening(" (") == ()


def test_a_lexicon_without_phrases_finds_its_words():
    assert Lexicon({"one": ["fax"]}).last_ends("传真 fax") == {"one": 6}
    assert Lexicon({}).last_ends("fax 传真") == {}


@pytest.mark.parametrize(
    ("char", "answer"), [("a", True), ("é", True), ("ж", True), ("热", False), ("1", False), ("", False)]
)
def test_a_letter_is_one_of_a_script_with_blanks_between_words(char, answer):
    assert is_letter(char) is answer


def test_the_words_beside_the_rules_are_lists_of_words():
    for name in ("words.toml", "meaning.toml", "outcomes.toml"):
        table = load_words(name)
        assert table


def test_a_table_of_lists_is_flattened_in_its_order():
    assert flatten({"a": ["x", "y"], "b": "z"}) == ["x", "y", "z"]
