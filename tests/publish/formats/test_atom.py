from xml.etree import ElementTree as ET

import feedparser
from hypothesis import given, settings

from publish.formats.atom import KEPT, render
from publish.news import News
from tests.publish.conftest import GROUND, MADE, contents_of
from tests.publish.hostile import WORDS


def some_news(**given):
    whole = {
        "release": 7,
        "made": MADE,
        "what": "replaced",
        "provider": "gb/example-pay",
        "name": "Example Pay",
        "key": "+442079460123",
        "number": "+44 20 7946 0123",
        "was": "+44 20 7946 0999",
        "purpose": "lost_card",
        "source": "https://www.example-pay.example/lost",
    }
    return News(**{**whole, **given})


def feeds_of(lines, *news):
    files = dict(render(contents_of(lines, GROUND, recent=news)))
    return {path: feedparser.parse(text) for path, text in files.items()}


def test_an_entry_tells_old_and_new_in_both_feeds(lines):
    feeds = feeds_of(lines, some_news())
    assert list(feeds) == ["directory.atom", "providers/cn/alipay.atom", "providers/gb/example-pay.atom"]
    for path in ("directory.atom", "providers/gb/example-pay.atom"):
        assert not feeds[path].bozo
        (entry,) = feeds[path].entries
        assert entry.title == "Example Pay: +44 20 7946 0999 → +44 20 7946 0123"
        assert entry.updated == "2026-11-22T02:10:00Z"
        assert [link.href for link in entry.links] == ["https://www.example-pay.example/lost"]
    assert feeds["providers/cn/alipay.atom"].entries == []


def test_the_feed_says_policy_licence_contact_and_takedown(lines):
    feed = feeds_of(lines)["directory.atom"].feed
    assert "person-only" in feed.subtitle
    assert "Write to the contact." in feed.subtitle
    assert "corrections@hotlinewatch.example" in feed.rights
    assert feed.author_detail.email == "corrections@hotlinewatch.example"


def test_other_words_are_told_field_by_field(lines):
    news = some_news(what="reworded", was="", words={"hours": ("9-18", "24/7"), "audience": ("", "merchants")})
    (entry,) = feeds_of(lines, news)["directory.atom"].entries
    assert "hours: 9-18 → 24/7" in entry.summary
    assert "audience: (nothing) → merchants" in entry.summary


def test_entries_keep_their_id_from_release_to_release_and_share_it_with_no_other(lines):
    one, other = some_news(), some_news(key="+442079460124")
    first = [entry.id for entry in feeds_of(lines, one, other)["directory.atom"].entries]
    later = dict(render(contents_of(lines, GROUND, recent=(one, other), number=9)))
    assert [entry.id for entry in feedparser.parse(later["directory.atom"]).entries] == first
    assert len(set(first)) == 2


def test_the_newest_come_first_and_a_feed_stays_short(lines):
    news = [some_news(release=number, key=f"+44{number}") for number in range(1, KEPT + 10)]
    entries = feeds_of(lines, *news)["directory.atom"].entries
    assert len(entries) == KEPT
    assert f"release {KEPT + 9}" in entries[0].summary


@settings(deadline=None, max_examples=60)
@given(WORDS, WORDS)
def test_no_words_of_a_page_break_the_feed_or_add_an_entry(lines_words, name):
    news = some_news(what="reworded", name=name, words={"label": (lines_words, name)}, source=f"https://{name}")
    text = dict(render(contents_of([], GROUND, recent=(news,))))["directory.atom"]
    feed = ET.fromstring(text)  # noqa: S314 - our own bytes
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 1
    entry = feed.find("{http://www.w3.org/2005/Atom}entry")
    assert {child.tag.rpartition("}")[2] for child in entry} == {
        "id",
        "title",
        "updated",
        "link",
        "category",
        "content",
    }
