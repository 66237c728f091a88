import pytest

from verifier.extension import extension_behind


@pytest.mark.parametrize(
    ("behind", "digits"),
    [
        ("转123", "123"),
        (" 轉 5", "5"),
        (" ext. 12", "12"),
        (", extension 4", "4"),
        (" x77", "77"),
        ("#9", "9"),
        (",,3", "3"),
        (" 내선 21", "21"),
    ],
)
def test_the_digits_behind_an_extension_s_word_are_the_extension(behind, digits):
    found = extension_behind(f"95188{behind} now", len("95188"))
    assert found is not None
    assert found.digits == digits
    assert found.end == len(f"95188{behind}")


@pytest.mark.parametrize("behind", ["", " now", " or 95017", " exit 5", "转12:30", " ext. 1234567", "; #233"])
def test_nothing_else_behind_a_number_is_one(behind):
    assert extension_behind(f"95188{behind}", len("95188")) is None
