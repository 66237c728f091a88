import unicodedata

import pytest

from reports.shown import print_address, print_size, safe_link, show, text_width


@pytest.mark.parametrize(
    "text", ["+86 400 666 8800", "客服热线：95188（24小时）", "0800 – “día y noche”", "ไทย 02-777", "हेल्पलाइन"]
)
def test_plain_text_comes_back_as_it_is(text):
    assert show(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u202e88159\u202c", "⟨U+202E⟩88159⟨U+202C⟩"),
        ("95\u200b188", "95⟨U+200B⟩188"),
        ("\x1b[31m", "⟨U+001B⟩[31m"),
        ("\x9b31m\x07\x00\x7f", "⟨U+009B⟩31m⟨U+0007⟩⟨U+0000⟩⟨U+007F⟩"),
        ("a\u3164b\u2800c", "a⟨U+3164⟩b⟨U+2800⟩c"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("one\r\ntwo\u2028three", "one  two three"),
    ],
)
def test_what_cannot_be_seen_is_drawn(text, shown):
    assert show(text) == shown


def test_no_character_of_unicode_passes_that_controls_or_turns():
    # The basic plane and the plane of tags; in between are letters and pictures alone.
    everything = "".join(map(chr, [*range(0x10000), *range(0xE0000, 0xE0200)]))
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    shown = show(everything)
    assert not [char for char in shown if unicodedata.category(char) in {"Cc", "Cf", "Cs"}]
    assert not [char for char in shown if unicodedata.bidirectional(char) in turning]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example/",
        "https:evil.example",
        "https://user@evil.example/",
        "https://pay.example\\@evil.example/",
        "https://127.0.0.1/",
        "tel:95188",
        "mailto:a@b.example",
        "",
    ],
)
def test_only_plain_web_addresses_become_links(url):
    assert safe_link(url) is None


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://pay.example/help?a=1&b=2#top", "https://pay.example/help?a=1&b=2#top"),
        ("http://pay.example/帮助", "http://pay.example/%E5%B8%AE%E5%8A%A9"),
        ("https://pay.example/a)b[c]<d>'e'\"f\"`g`", "https://pay.example/a%29b%5Bc%5D%3Cd%3E%27e%27%22f%22%60g%60"),
        ("https://pay.example/\u202egnp.exe", "https://pay.example/%E2%80%AEgnp.exe"),
    ],
)
def test_a_link_is_ascii_and_cannot_end_early(url, link):
    assert safe_link(url) == link


def test_a_long_address_is_cut_for_people():
    assert print_address("https://pay.example/") == "pay.example"
    assert len(print_address("https://pay.example/" + "x" * 500)) == 64


def test_wide_characters_take_two_columns_and_marks_none():
    assert text_width("客服 95188") == 10
    assert text_width("e\u0301") == 1


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 B"), (1023, "1023 B"), (1536, "1.5 KiB"), (5 * 1024**2, "5.0 MiB"), (2 * 1024**3, "2.0 GiB")],
)
def test_bytes_are_written_for_people(count, said):
    assert print_size(count) == said
