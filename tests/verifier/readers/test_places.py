import pytest
from bs4 import BeautifulSoup

from verifier.readers.places import MOST_DEPTH, Frame, Places


def frames_of(markup):
    """(element, frame) of every element of a page, as a walk opens them."""
    places, found = Places(), []

    def enter(tag, parent):
        for child in tag.find_all(recursive=False):
            parent.counts[child.name] = parent.counts.get(child.name, 0) + 1
            own = places.name_of(child, child.name, parent)
            frame = Frame(child.name, own, "visible", True, parent, parent.depth + 1)
            found.append((child, frame))
            enter(child, frame)

    soup = BeautifulSoup(markup, "html.parser")
    enter(soup, Frame("", "", "visible", True))
    return soup, found


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body><p>1</p><div><p>2</p><p>3</p></div></body></html>",
        "<p>1</p><p>2</p><div id='a'><i>3</i></div><div id='a'><i>4</i></div><div id='9 x'><i>5</i></div>",
        "<o:p>1</o:p><o:p>2<b.c>3</b.c></o:p>",
    ],
)
def test_a_path_finds_its_element_first(markup):
    soup, found = frames_of(markup)
    for tag, frame in found:
        assert soup.select_one(frame.path) is tag, frame.path


def test_an_element_that_lies_too_deep_is_named_by_one_that_holds_it():
    deep = MOST_DEPTH + 5
    soup, found = frames_of("<div>" * deep + "<p>1</p>" + "</div>" * deep)
    assert "1" in soup.select_one(found[-1][1].path).get_text()
    assert found[-1][1].path.count(" > div") == MOST_DEPTH - 1
