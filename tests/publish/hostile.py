"""Words as a hostile page may choose them, as they come out of reading: every sign a text may hold."""

from hypothesis import strategies

SNIPPETS = (
    "</script><script>alert(1)</script>",
    "]]><x>",
    "\r\nTEL:+15550100",
    "\nEND:VCARD\r\nBEGIN:VCARD",
    "\\n\\;,:",
    '=HYPERLINK("http://evil.example")',
    "\u2028\u2029\u202e\u200f",
    "\x00\x0b\x1b[31m\x7f\ufffe\ufeff",
    "<!--",
    "&amp;&#0;",
    "{number}{was}%s",
    "𝟗𝟓𝟏𝟖𝟖 客服热线 😀",
)
WORDS = strategies.lists(
    strategies.one_of(strategies.sampled_from(SNIPPETS), strategies.text(max_size=40)), max_size=4
).map("".join)
