import json

import pytest
from msgspec.structs import replace

from directory.records import Expect, Page
from verifier.readers.html import read_html
from verifier.sight import sight_block

PAGE = Page(url="https://pay.example/", channel="help", language="zh", regions=("CN",), expect=Expect(least=0, most=9))


def blocks_of(markup, **more):
    blocks = read_html(markup.encode(), replace(PAGE, **more)).blocks
    return [block for block in blocks if block.layer == "structured"]


def linked(data):
    return blocks_of(f'<script type="application/ld+json">{json.dumps(data)}</script>')


def keys(blocks):
    return [one.number for block in blocks for one in sight_block(block, ("CN",)).sightings]


def test_a_contact_point_says_its_number_what_it_is_for_and_where():
    point = {
        "@type": "ContactPoint",
        "telephone": "020 7946 0000",
        "contactType": "customer service",
        "areaServed": ["GB"],
    }
    (block,) = linked({"@type": "Organization", "contactPoint": [point]})
    assert (block.text, block.lead, block.regions) == ("020 7946 0000", "customer service telephone", ("GB",))
    assert (block.layer, block.place.endswith(".contactPoint[0].telephone")) == ("structured", True)
    assert keys([block]) == ["+442079460000"]


def test_numbers_are_found_at_any_depth_and_in_lists():
    data = {"@graph": [{"telephone": ["400-666-8800", "95188"]}, {"department": {"telephone": 4006272273}}]}
    assert sorted(keys(linked(data))) == ["+864006272273", "+864006668800", "CN:95188"]


def test_a_list_that_ends_in_a_comma_is_read_all_the_same():
    markup = (
        '<script type="application/ld+json">{"telephone": ["95188",], "sameAs": ["https://a.example",\n],}</script>'
    )
    assert keys(blocks_of(markup)) == ["CN:95188"]


def test_a_fax_is_marked_as_one():
    assert [block.purpose for block in linked({"faxNumber": "010-66194114"})] == ["fax"]
    assert [block.purpose for block in blocks_of('<i itemprop="faxNumber">010-66194114</i>')] == ["fax"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<span itemprop="telephone">95188</span>', "95188"),
        ('<span itemprop="telephone"><b>400</b>-666-8800</span>', "400 -666-8800"),
        ('<meta itemprop="telephone" content="95188">', "95188"),
        ('<span itemprop="name telephone">95188</span>', "95188"),
    ],
)
def test_microdata_gives_its_content_or_its_text(markup, text):
    assert [block.text for block in blocks_of(markup)] == [text]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>95188</p>",
        '<i itemprop="price">95188</i>',
        '<script type="application/ld+json">{"telephone": </script>',
        '<script type="application/ld+json">[[[[[]]]]]</script>',
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/json">{"telephone": "95188"}</script>',
        '<script type="application/ld+json">{"telephone": {"@value": null}, "phone": true}</script>',
    ],
)
def test_what_names_no_telephone_or_is_broken_gives_nothing(markup):
    assert keys(blocks_of(markup)) == []


@pytest.mark.parametrize("area", ["UK", "Worldwide", None, 3, ["GB", "UK"], {"@type": "Country", "name": "GB"}])
def test_an_area_that_is_no_region_leaves_the_regions_of_the_page(area):
    (block,) = linked({"telephone": "95188", "areaServed": area})
    assert block.regions in ((), ("GB",))
    assert keys(linked({"telephone": "+86 400 666 8800", "areaServed": area})) == ["+864006668800"]


def test_only_microdata_inside_what_is_kept_is_kept_and_nothing_dropped_is_read():
    markup = '<main><i itemprop="telephone">95188</i></main><footer><i itemprop="telephone">95017</i></footer>'
    assert [block.is_kept for block in blocks_of(markup, keep=("main",))] == [True, False]
    assert [block.text for block in blocks_of(markup, filters=({"name": "drop", "css": "footer"},))] == ["95188"]


def test_a_contact_point_says_when_and_in_which_languages_it_answers():
    hours = {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": ["https://schema.org/Monday"],
        "opens": "09:00",
        "closes": "18:00",
    }
    point = {"telephone": "020 7946 0000", "contactType": "sales", "availableLanguage": ["en", {"name": "Welsh"}]}
    area = {"@type": "Country", "name": "GB"}
    (block,) = linked({"contactPoint": {**point, "hoursAvailable": hours, "areaServed": area}})
    assert block.lead == "sales Monday 09:00 18:00 en Welsh telephone"
    assert block.regions == ("GB",)


def test_what_users_mark_up_is_no_word_of_the_page():
    markup = '<div class="reviews"><i itemprop="telephone">95188</i></div>'
    assert blocks_of(markup) == []
    assert {block.layer for block in read_html(markup.encode(), PAGE).blocks} == {"user_content"}


def test_a_flood_of_values_ends():
    assert len(linked([{"telephone": "95188"}] * 1_000)) <= 201
