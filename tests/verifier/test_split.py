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
        "<p>0<i>2</i>0 7<i>9</i>46 0<i>0</i>18</p>" + "<p></p>" * 100 + "<p>Orders 7946 to 7950, case 0018</p>",
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
        "<span class='phone__area'>020</span>\n  <span class='phone__rest'>7946</span><i>0018</i> since 1998",
    ],
)
def test_a_number_whose_groups_stand_as_they_are_typed_is_not(source):
    assert not is_split(source)


def test_what_nobody_sees_and_other_digits_are_left_as_they_are():
    assert not is_split("<p></p>", layer="script")
    assert not is_split("<p></p>", raw="０２０ ７９４６ ００１８")
    assert not is_split("<p></p>", raw="02 07 94")
