import pytest
import vobject
from hypothesis import given

from publish.formats.vcard import render
from tests.publish.conftest import GROUND, a_line, a_provider, contents_of
from tests.publish.hostile import WORDS


def cards_of(lines, **given):
    files = dict(render(contents_of(lines, GROUND, **given)))
    return {path: vobject.readOne(text) for path, text in files.items()}


def test_every_provider_has_a_card_with_its_lines(lines):
    cards = cards_of(lines)
    assert list(cards) == ["providers/cn/alipay.vcf", "providers/gb/example-pay.vcf"]
    card = cards["providers/gb/example-pay.vcf"]
    assert (card.version.value, card.fn.value, card.n.value.family) == ("3.0", "Example Pay", "Example Pay")
    assert [(tel.value, tel.type_paramlist) for tel in card.tel_list] == [("+44 20 7946 0123", ["WORK", "VOICE"])]
    assert card.x_ablabel.value == "lost card · Lost your card? · 24/7"
    assert card.url.value == "https://www.example-pay.example/lost"
    assert "corrections@hotlinewatch.example" in card.note.value
    assert cards["providers/cn/alipay.vcf"].tel.value == "95188"
    assert "not from abroad" in cards["providers/cn/alipay.vcf"].note.value


def test_a_provider_without_a_hotline_has_a_card_that_says_so():
    (card,) = cards_of([], providers=(a_provider(id="us/no-pay", hotline="none"),)).values()
    assert not hasattr(card, "tel")
    assert "has no public hotline" in card.note.value


def test_no_line_is_longer_than_75_octets_and_each_ends_as_the_format_wants():
    (text,) = dict(render(contents_of([a_line(label="客服热线" * 40)], GROUND))).values()
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize(("purpose", "kind"), [("fax", "FAX"), ("sms", "MSG"), ("fraud", "VOICE")])
def test_a_fax_is_no_voice_line(purpose, kind):
    (card,) = cards_of([a_line(purpose=purpose)]).values()
    assert card.tel.type_paramlist == ["WORK", kind]


@given(WORDS, WORDS)
def test_no_words_of_a_page_add_a_property_or_a_number(label, name):
    line = a_line(label=label, hours=name, audience=label)
    provider = a_provider(name=f"x{name}", aliases=(f"x{label}",))
    (card,) = cards_of([line], providers=(provider,)).values()
    assert [tel.value for tel in card.tel_list] == ["+44 20 7946 0123"]
    expected = {
        "version",
        "uid",
        "fn",
        "n",
        "org",
        "nickname",
        "tel",
        "x-ablabel",
        "url",
        "categories",
        "note",
        "rev",
        "prodid",
    }
    assert set(card.contents) == expected
