import json
import re

import extruct
from hypothesis import given, settings

from directory.terms import PURPOSES
from publish.formats.jsonld import CONTACT_TYPES, render
from tests.publish.conftest import GROUND, a_line, a_provider, contents_of
from tests.publish.hostile import WORDS


def in_a_page(text):
    return f'<!doctype html><html><head><script type="application/ld+json">{text}</script></head><body></body></html>'


def read(lines, **given):
    files = dict(render(contents_of(lines, GROUND, **given)))
    found = {}
    for path, text in files.items():
        (found[path],) = extruct.extract(in_a_page(text), syntaxes=["json-ld"])["json-ld"]
    return found


def test_a_page_that_holds_it_tells_an_organization_with_its_contact_points(lines):
    found = read(lines)
    assert list(found) == ["providers/cn/alipay.jsonld", "providers/gb/example-pay.jsonld"]
    told = found["providers/gb/example-pay.jsonld"]
    assert (told["@type"], told["name"], told["alternateName"]) == (
        "Organization",
        "Example Pay",
        ["示例支付", "ExPay"],
    )
    (point,) = told["contactPoint"]
    assert (point["@type"], point["telephone"], point["contactType"]) == (
        "ContactPoint",
        "+44 20 7946 0123",
        "emergency",
    )
    assert (point["areaServed"], point["availableLanguage"]) == ("GB", ["en", "zh"])
    assert point["identifier"] == "tel:+442079460123"
    assert "hours: 24/7" in point["description"]
    assert told["subjectOf"]["creator"]["email"] == "corrections@hotlinewatch.example"
    assert told["subjectOf"]["license"] == "CC-BY-4.0"


def test_a_line_that_cannot_be_dialled_from_abroad_says_so(lines):
    (point,) = read(lines)["providers/cn/alipay.jsonld"]["contactPoint"]
    assert point["telephone"] == "95188"
    assert "abroad: cannot be dialled" in point["description"]


def test_a_provider_without_a_hotline_has_no_contact_point_and_says_why():
    (told,) = read([], providers=(a_provider(hotline="none"),)).values()
    assert told["contactPoint"] == []
    assert "has no public hotline" in told["subjectOf"]["description"]


def test_every_purpose_has_a_contact_type():
    assert set(CONTACT_TYPES) == set(PURPOSES)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_no_words_of_a_page_leave_the_script_element(label, name):
    line = a_line(label=label, hours=name)
    (text,) = dict(render(contents_of([line], GROUND, providers=(a_provider(name=name),)))).values()
    assert not re.search(r"[<>&\u2028\u2029]", text)
    told = json.loads(text)
    assert told["name"] == name
    assert [point["telephone"] for point in told["contactPoint"]] == ["+44 20 7946 0123"]
