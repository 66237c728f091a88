import pytest

from verifier.words import Words, flatten, load_words, tokens_of

PHONE = Words(["tel", "Hotline", "toll free", "热线", "tél", "no."])


def end_of(words, text):
    return words.last_end(text, tokens_of(text))


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
    assert PHONE.opens(text) is answer


def test_the_words_beside_the_rules_are_lists_of_words():
    for name in ("words.toml", "meaning.toml", "outcomes.toml"):
        table = load_words(name)
        assert table


def test_a_table_of_lists_is_flattened_in_its_order():
    assert flatten({"a": ["x", "y"], "b": "z"}) == ["x", "y", "z"]
