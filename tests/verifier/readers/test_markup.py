import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.readers.markup import parse_markup

SHOWN = "Call 020 7946 0018"


@pytest.mark.parametrize(
    "odd", ["<![{>", "<![x]>", "<![tedoct", "<![if !IE]>", "<![ ]]>", "<!x>", "<!>", "<!-", "<!doctype [x]>"]
)
def test_what_is_no_markup_is_a_comment_up_to_the_next_bracket(odd):
    assert parse_markup(f"<p>{SHOWN}</p>{odd}<b></b><p>0808 157 0142</p>").get_text(" ").startswith(SHOWN)
    assert "0808 157 0142" in parse_markup(f"{odd}<b></b><p>0808 157 0142</p>").get_text()


@given(
    st.lists(st.sampled_from(["<", "!", "[", "]", "-", ">", "?", "/", "if", "a", "&", ";", '"', "=", " ", "CDATA["]))
)
def test_no_text_ends_the_parser(parts):
    parse_markup("".join(parts))
