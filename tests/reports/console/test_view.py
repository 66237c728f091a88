import pytest

from reports.console.view import View


def a_view(**query):
    return View(None, None, None, "en", "/", query, {}, None, str, b"")


def test_a_link_keeps_what_it_does_not_change_and_drops_what_is_empty():
    view = a_view(level="urgent", offset="50")
    assert view.link(offset=100) == "/?level=urgent&offset=100"
    assert view.link(level="", offset=None) == "/"
    assert a_view(text="a&b=c").link() == "/?text=a%26b%3Dc"


def test_nobody_is_signed_in_unless_there_is_a_session():
    assert not a_view().may_decide
    with pytest.raises(PermissionError):
        _ = a_view().account
