import pytest
from bs4 import BeautifulSoup

from verifier.readers.elements import dialled, layer_of, script_phones
from verifier.readers.styles import PLAIN, Styles


def tag_of(markup):
    return BeautifulSoup(markup, "html.parser").find()


@pytest.mark.parametrize(
    ("markup", "layer"),
    [
        ("<p>", "visible"),
        ("<p class='lead comment-count'>", "visible"),
        ("<p hidden>", "hidden"),
        ("<p aria-hidden='true'>", "hidden"),
        ("<p aria-hidden='false'>", "visible"),
        ("<p style='display: none'>", "hidden"),
        ("<p style='VISIBILITY:hidden'>", "hidden"),
        ("<p style='font-size:0'>", "hidden"),
        ("<p style='font-size:0.9em'>", "visible"),
        ("<p style='opacity:0.5'>", "visible"),
        ("<p style='position:absolute;left:-9999px'>", "hidden"),
        ("<p style='display:block'>", "visible"),
        ("<noscript>", "hidden"),
        ("<template>", "hidden"),
        ("<iframe>", "embedded"),
        ("<div class='Comments list'>", "user_content"),
        ("<div id='reviews'>", "user_content"),
        ("<ins class='adsbygoogle wide'>", "embedded"),
        ("<div class='lead-slot'>", "visible"),
        ("<body class='ad-slot'>", "visible"),
        ("<div itemtype='https://schema.org/Review'>", "user_content"),
        ("<div itemtype='https://schema.org/Organization'>", "visible"),
        ("<body class='comments'>", "visible"),
    ],
)
def test_markup_says_who_can_see_the_text_inside_it(markup, layer):
    tag = tag_of(markup)
    look = Styles(None).look_of(tag, tag.name, PLAIN, 1)
    inside = layer_of(tag, tag.name, "visible", look)
    assert ("hidden" if inside == "visible" and look.is_hidden else inside) == layer


def test_what_is_inside_a_hidden_element_is_hidden():
    assert layer_of(tag_of("<p>"), "p", "hidden", PLAIN) == "hidden"


@pytest.mark.parametrize(
    ("href", "number"),
    [
        ("tel:95188", "95188"),
        ("TEL:+86-571-95188", "+86-571-95188"),
        (" tel:%2B8657195188 ", "+8657195188"),
        ("tel://400-666-8800", "400-666-8800"),
        ("tel:400 666\n8800", "400 666 8800"),
        ("callto:95188", "95188"),
        ("wtai://wp/mc;95188", "95188"),
        ("tel:95188?call", "95188"),
        ("tel:", ""),
        ("https://pay.example/95188", ""),
        ("mailto:help@pay.example", ""),
        ("javascript:call('95188')", ""),
        (None, ""),
    ],
)
def test_a_dialling_link_dials_what_stands_behind_its_scheme(href, number):
    assert dialled(href) == number


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('var service_telePhone = "020 7946 0000";', [("service telePhone", "020 7946 0000")]),
        ("{fax:'02079460001', hotLine_cn: '95188'}", [("fax", "02079460001"), ("hotLine cn", "95188")]),
        ('{\\"tel\\":\\"95188\\"}', [("tel", "95188")]),
        ("{tel: 95188, phone: 12.345678}", [("tel", "95188")]),
        ("intel = 5; phone = other", []),
    ],
)
def test_the_values_of_a_script_s_phone_names_are_found_as_printed(script, found):
    assert list(script_phones(script)) == found
