import pytest

from directory.records import Reading
from verifier.document import Block
from verifier.own import is_own, own_keys
from verifier.sight import sight_block


def sighted(text, layer="visible", **more):
    (one,) = sight_block(Block(text, "html > p", layer, **more), ("CN",)).sightings
    return one


@pytest.mark.parametrize("layer", ["visible", "tel_link", "structured", "pdf", "image"])
def test_what_a_caller_meets_is_the_providers_own_word(layer):
    assert is_own(sighted("客服热线 95188", layer))


@pytest.mark.parametrize("layer", ["hidden", "attribute", "script", "comment", "user_content", "embedded"])
def test_what_nobody_is_shown_or_others_wrote_is_not(layer):
    assert not is_own(sighted("客服热线 95188", layer))


@pytest.mark.parametrize(
    "text",
    ["报警请拨打 96110 热线", "请勿拨打热线 95188", "外呼号码 010-66194114", "短信发送至热线 95188"],
)
def test_lines_of_others_warnings_callers_and_message_numbers_are_not(text):
    assert not is_own(sighted(text))


def test_what_lies_outside_the_kept_parts_is_not():
    assert not is_own(sighted("客服热线 95188", is_kept=False))


def test_the_own_keys_of_a_page_are_those_of_its_own_sightings():
    seen = (sighted("热线 95188"), sighted("热线 95188"), sighted("热线 95017", "hidden"))
    assert own_keys(Reading(snapshot="a" * 64, outcome="ok", content="b" * 64, sightings=seen)) == {"CN:95188"}
