import tomllib

from directory.records import Expect, Page
from scheduler.description_text import inline, page_block, quoted


def test_every_text_survives_the_way_through_toml():
    for text in ('say "hi"', "back\\slash", "客服：热线", "tab\tand\nline", "😀"):
        assert tomllib.loads(f"text = {quoted(text)}") == {"text": text}


def test_nested_values_survive_the_way_through_toml():
    value = [{"name": "drop", "css": "a[href^='tel:']", "deep": {"O": "0", "九": [1, True]}}]
    assert tomllib.loads(f"value = {inline(value)}") == {"value": value}


def test_a_block_says_all_that_is_not_the_default():
    page = Page(
        url="https://pay.example/a?b=1#c",
        channel="social",
        language="zh",
        regions=("CN", "HK"),
        expect=Expect(least=0, most=3),
        render="auto",
        keep=("main",),
        filters=({"name": "drop", "css": "nav"},),
        platform=True,
    )
    (table,) = tomllib.loads(page_block(page))["pages"]
    assert table == {
        "url": page.url,
        "channel": "social",
        "language": "zh",
        "regions": ["CN", "HK"],
        "render": "auto",
        "keep": ["main"],
        "filters": [{"name": "drop", "css": "nav"}],
        "expect": {"least": 0, "most": 3},
        "platform": True,
    }
