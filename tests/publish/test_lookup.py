from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.number import UnknownRegion
from publish.index import read_index
from publish.lookup import Answer, look_up, read_keys
from tests.publish.conftest import MADE, a_line, a_provider
from tests.publish.releases import ALIPAY, write_release

US = a_provider(id="us/example-card", name="Example Card", country="US")


def retired(provider, key, replaced_by=""):
    return {"provider": provider, "key": key, "tel": "tel:x", "retired_on": "2026-01-01", "replaced_by": replaced_by}


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    lines = [
        a_line(),
        a_line(key="+448081570100"),
        a_line(provider="cn/alipay", key="CN:95188", country="CN"),
        a_line(provider="cn/alipay", key="CN-571:96588", country="CN"),
        a_line(provider="cn/alipay", key="+442079460123"),
        a_line(provider="us/example-card", key="+18005550199", country="US"),
        a_line(provider="us/example-card", key="+12025550123;ext=6", country="US"),
    ]
    gone = [
        retired("cn/alipay", "CN:95187"),
        retired("gb/example-pay", "CN:95188"),
        retired("gb/example-pay", "+442079460177"),
    ]
    folder = tmp_path_factory.mktemp("release")
    release = write_release(folder, lines, MADE, providers=[a_provider(), ALIPAY, US], retired=gone)
    return read_index((release / "directory.json").read_bytes())


def told(index, text, withdrawn=(), **given):
    found = look_up(index, withdrawn, text, **given)
    return found.answer, sorted({index.lines[place].provider for place in found.places})


@pytest.mark.parametrize(
    ("text", "given", "answer", "providers"),
    [
        ("95188", {}, "official", ["cn/alipay"]),
        ("95188", {"provider": "cn/alipay"}, "official", ["cn/alipay"]),
        ("95188", {"provider": "us/example-card"}, "official_other_provider", ["cn/alipay"]),
        ("95188", {"provider": "gb/example-pay"}, "retired", []),
        ("95188", {"country": "US"}, "not_listed", []),
        ("95187", {}, "retired", []),
        ("95187", {"provider": "us/example-card"}, "retired", []),
        ("+442079460123", {}, "official", ["cn/alipay", "gb/example-pay"]),
        ("+442079460123", {"provider": "gb/example-pay"}, "official", ["gb/example-pay"]),
        ("020 7946 0123", {"country": "GB"}, "official", ["cn/alipay", "gb/example-pay"]),
        ("1-800-555-0199", {}, "official", ["us/example-card"]),
        ("(202) 555-0123", {"country": "US"}, "official", ["us/example-card"]),
        ("0571-96588", {}, "official", ["cn/alipay"]),
        ("96588", {}, "not_listed", []),
        ("9518", {}, "not_listed", []),
        ("951888", {}, "not_listed", []),
        ("+86195188", {}, "not_listed", []),
        ("", {}, "not_listed", []),
    ],
)
def test_a_number_gets_one_of_four_answers(index, text, given, answer, providers):
    assert told(index, text, **given) == (answer, providers)


def test_a_line_taken_back_is_not_listed_and_another_provider_keeps_its_own(index):
    withdrawn = {("gb/example-pay", "+442079460123"), ("cn/alipay", "CN:95188")}
    assert told(index, "+442079460123", withdrawn) == ("official", ["cn/alipay"])
    assert told(index, "+442079460123", withdrawn, provider="gb/example-pay") == (
        "official_other_provider",
        ["cn/alipay"],
    )
    assert told(index, "0571-95188", withdrawn) == ("not_listed", [])


def test_another_notation_is_no_exact_match(index):
    assert look_up(index, (), "0571-95188").is_exact is False
    assert look_up(index, (), "95188").is_exact is True
    assert look_up(index, (), "+12025550123").is_exact is False


def test_a_country_without_a_plan_is_refused(index):
    with pytest.raises(UnknownRegion):
        look_up(index, (), "95188", "UK")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("CN:95188", ("CN:95188",)),
        ("tel:95188;phone-context=+86", ("CN:95188",)),
        (" 442079460123", ("+442079460123",)),
        (" 95188", ("CN:95188",)),
        ("+8695188", ("CN:95188",)),
        ("０２０ ７９４６ ０１２３", ("+442079460123",)),
        ("9" * 64, ()),
        ("\x00", ()),
    ],
)
def test_a_number_is_read_as_it_may_have_been_typed(text, keys):
    assert set(keys) <= set(read_keys(text, ("CN", "GB")))
    assert bool(keys) == bool(read_keys(text, ("CN", "GB")))


@given(st.text(st.characters(codec="utf-8"), max_size=64) | st.text("+0123456789 -()/;=:CNext", max_size=64))
@settings(max_examples=150, derandomize=True, deadline=None)
def test_whatever_is_typed_gets_an_answer_and_only_a_listed_line_is_official(index, text):
    found = look_up(index, (), text)
    assert found.answer in get_args(Answer)
    assert bool(found.places) == found.answer.startswith("official")
