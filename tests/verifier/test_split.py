import pytest

from tests.verifier.cases import a_sighting
from verifier.split import with_split

KEY = "+442079460018"


def is_split(source, raw="020 7946 0018", **more):
    (one,) = with_split(source, [a_sighting(KEY, raw=raw, **more)])
    return one.is_folded


@pytest.mark.parametrize(
    "source",
    [
        "<p>0<!-- -->2<!-- -->0 7<!-- -->9<!-- -->4<!-- -->6 0<!-- -->0<!-- -->1<!-- -->8</p>",
        "<b>0</b><b>2</b><b>0</b> <b>7</b><b>9</b><b>4</b><b>6</b> <b>0</b><b>0</b><b>1</b><b>8</b>",
        "&#48;&#50;&#48; &#55;&#57;&#52;&#54; &#48;&#48;&#49;&#56;",
    ],
)
def test_a_number_taken_apart_in_the_source_is_folded(source):
    assert is_split(source)


@pytest.mark.parametrize(
    "source",
    [
        "<p>020 7946 0018</p>",
        "<span>020</span> <span>7946</span> <span>0018</span>",
        "(020)<!-- --> 7946&nbsp;0018",
        "+44 <b>20</b> 7946 0018",
    ],
)
def test_a_number_whose_groups_stand_as_they_are_typed_is_not(source):
    assert not is_split(source)


def test_what_nobody_sees_and_other_digits_are_left_as_they_are():
    assert not is_split("<p></p>", layer="script")
    assert not is_split("<p></p>", raw="０２０ ７９４６ ００１８")
    assert not is_split("<p></p>", raw="02 07 94")
