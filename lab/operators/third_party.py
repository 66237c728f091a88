"""Attacks through what others put on the provider's page: comments, reviews, answers, frames, advertisements."""

from __future__ import annotations

from lab.forging import Forged
from lab.markup import at_end, escape
from lab.spots import About, Edit, Spot, attack, on_one_page

# {text} is the sentence, {printed} and {dial} the number, {query} the number as an address bears it.
_BY_USERS = {
    "comment_on_page": (
        "a comment below the page",
        '<div id="comments" class="comment-list"><div class="comment"><b>user2231</b><p>{text}</p></div></div>',
    ),
    "comment_microdata": (
        "a comment, by its microdata",
        '<div itemscope itemtype="https://schema.org/Comment"><p itemprop="text">{text}</p></div>',
    ),
    "review_on_page": (
        "a customer's review",
        '<section class="reviews"><div class="review" itemscope itemtype="https://schema.org/Review"><p itemprop="reviewBody">{text}</p></div></section>',
    ),
    "answer_on_page": (
        "an answer of another customer",
        '<div itemscope itemtype="https://schema.org/Answer"><div itemprop="text">{text}</div></div>',
    ),
    "link_in_comment": (
        "a comment with a link marked as a user's",
        '<div class="comments"><p>{text} <a rel="ugc nofollow" href="https://kefu-desk.example/?t={query}">{printed}</a></p></div>',
    ),
}
_BY_OTHER_HOSTS = {
    "frame_with_text": (
        "a frame of another host with its text in the page",
        '<iframe src="https://widgets.adhaus.example/call" srcdoc="&lt;p&gt;{attribute}&lt;/p&gt;"></iframe>',
    ),
    "frame_with_address": (
        "a frame of another host with the number in its address",
        '<iframe src="https://widgets.adhaus.example/call?phone={query}" title="support"></iframe>',
    ),
    "advertisement": (
        "an advertisement in its slot",
        '<ins class="adsbygoogle ad-slot" data-ad-client="ca-pub-0000"><a href="https://ads.adhaus.example/c?id=7"><span>{text}</span></a></ins>',
    ),
    "foreign_script": (
        "text that a script of another host put in",
        '<div id="adhaus-callbox"><script src="https://cdn.adhaus.example/box.js?n={query}"></script><p>{text}</p></div>',
    ),
}


def _put(text_id: str, markup: str) -> Edit:
    def edit(spot: Spot, other: Forged) -> str:
        text = spot.say(text_id, number=other.printed)
        return at_end(
            spot.html,
            markup.format(
                text=text, attribute=escape(text), printed=other.printed, query=other.dial.replace("+", "%2B")
            ),
        )

    return edit


def _thread(spot: Spot, other: Forged) -> str | None:
    """A post in the provider's own community, written like the others."""
    text = spot.say("comment", number=other.printed)
    post = f'<div class="comment" itemscope itemtype="https://schema.org/Comment"><p itemprop="text">{text}</p></div>\n'
    at = spot.html.find('<div class="comment"')
    return spot.html[:at] + post + spot.html[at:] if at >= 0 else None


def _lead_of_thread(spot: Spot, other: Forged) -> str:
    """The number as the community's own words, outside any post."""
    return at_end(spot.html, f"<p>{spot.say('hotline', number=other.printed)}</p>")


OPERATORS = (
    *(
        attack(
            About(name, words, "T2 S06", tags=("user_content",)), on_one_page(_put("comment", markup), replaces=False)
        )
        for name, (words, markup) in _BY_USERS.items()
    ),
    *(
        attack(About(name, words, "S07", tags=("embedded",)), on_one_page(_put("hotline", markup), replaces=False))
        for name, (words, markup) in _BY_OTHER_HOSTS.items()
    ),
    attack(
        About("community_post", "a post in the provider's own community", "T2 S05 S06", tags=("user_content",)),
        on_one_page(_thread, replaces=False, kind="community"),
    ),
    attack(
        About("community_page", "a number on a community page, outside any post", "T2 S05", tags=("visible",)),
        on_one_page(_lead_of_thread, replaces=False, kind="community"),
    ),
)
