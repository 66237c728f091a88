"""Text to a tree of tags, as browsers take what is no markup at all."""

from __future__ import annotations

import re
import warnings

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning

# `<![if …]>`, `<![x]>`, `<![{`: a comment that ends at the next `>` (HTML, "incorrectly opened comment"). Python's parser
# before 3.14 gives the page up where it does not know the word behind it.
DECLARED = re.compile(r"<!\[(?!CDATA\[)")


def parse_markup(text: str) -> BeautifulSoup:
    """The tree of a page or a part of one. Never raises for what the text is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        # Nobody asks in which line a tag stands, and counting lines is an eighth of the parsing.
        return BeautifulSoup(DECLARED.sub("<!x[", text.replace("\x00", "")), "html.parser", store_line_numbers=False)
