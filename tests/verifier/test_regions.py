"""Numbers are read in the country that a page names for them.

The numbers of the long page are the example numbers of the numbering plans' metadata (phonenumbers), so no line of
anybody; a country's name is CLDR's, in the language of the page.
"""

import html
from itertools import cycle

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from directory.records import Expect, Page
from verifier.document import Block, Link
from verifier.readers.html import read_html
from verifier.regions import place_regions
from verifier.sight import sight_block
from verifier.words import load_words

# Sixty countries of all continents, their names as four languages print them.
NAMES = {
    "AE": ("United Arab Emirates", "阿联酋", "Vereinigte Arabische Emirate", "الإمارات العربية المتحدة"),
    "AR": ("Argentina", "阿根廷", "Argentinien", "الأرجنتين"),
    "AT": ("Austria", "奥地利", "Österreich", "النمسا"),
    "AU": ("Australia", "澳大利亚", "Australien", "أستراليا"),
    "BD": ("Bangladesh", "孟加拉国", "Bangladesch", "بنغلاديش"),
    "BE": ("Belgium", "比利时", "Belgien", "بلجيكا"),
    "BG": ("Bulgaria", "保加利亚", "Bulgarien", "بلغاريا"),
    "BH": ("Bahrain", "巴林", "Bahrain", "البحرين"),
    "BO": ("Bolivia", "玻利维亚", "Bolivien", "بوليفيا"),
    "BR": ("Brazil", "巴西", "Brasilien", "البرازيل"),
    "CH": ("Switzerland", "瑞士", "Schweiz", "سويسرا"),
    "CL": ("Chile", "智利", "Chile", "تشيلي"),
    "CN": ("China", "中国", "China", "الصين"),
    "CO": ("Colombia", "哥伦比亚", "Kolumbien", "كولومبيا"),
    "CR": ("Costa Rica", "哥斯达黎加", "Costa Rica", "كوستاريكا"),
    "CY": ("Cyprus", "塞浦路斯", "Zypern", "قبرص"),
    "CZ": ("Czech Republic", "捷克", "Tschechien", "التشيك"),
    "DE": ("Germany", "德国", "Deutschland", "ألمانيا"),
    "DK": ("Denmark", "丹麦", "Dänemark", "الدانمرك"),
    "EC": ("Ecuador", "厄瓜多尔", "Ecuador", "الإكوادور"),
    "EE": ("Estonia", "爱沙尼亚", "Estland", "إستونيا"),
    "EG": ("Egypt", "埃及", "Ägypten", "مصر"),
    "ES": ("Spain", "西班牙", "Spanien", "إسبانيا"),
    "FI": ("Finland", "芬兰", "Finnland", "فنلندا"),
    "FR": ("France", "法国", "Frankreich", "فرنسا"),
    "GB": ("United Kingdom", "英国", "Vereinigtes Königreich", "المملكة المتحدة"),
    "GE": ("Georgia", "格鲁吉亚", "Georgien", "جورجيا"),
    "GH": ("Ghana", "加纳", "Ghana", "غانا"),
    "GR": ("Greece", "希腊", "Griechenland", "اليونان"),
    "HK": ("Hong Kong", "中国香港", "Hongkong", "هونغ كونغ"),
    "HR": ("Croatia", "克罗地亚", "Kroatien", "كرواتيا"),
    "HU": ("Hungary", "匈牙利", "Ungarn", "هنغاريا"),
    "ID": ("Indonesia", "印度尼西亚", "Indonesien", "إندونيسيا"),
    "IE": ("Ireland", "爱尔兰", "Irland", "أيرلندا"),
    "IL": ("Israel", "以色列", "Israel", "إسرائيل"),
    "IN": ("India", "印度", "Indien", "الهند"),
    "IT": ("Italy", "意大利", "Italien", "إيطاليا"),
    "JO": ("Jordan", "约旦", "Jordanien", "الأردن"),
    "JP": ("Japan", "日本", "Japan", "اليابان"),
    "KE": ("Kenya", "肯尼亚", "Kenia", "كينيا"),
    "KR": ("South Korea", "韩国", "Südkorea", "كوريا الجنوبية"),
    "KW": ("Kuwait", "科威特", "Kuwait", "الكويت"),
    "LT": ("Lithuania", "立陶宛", "Litauen", "ليتوانيا"),
    "LV": ("Latvia", "拉脱维亚", "Lettland", "لاتفيا"),
    "MX": ("Mexico", "墨西哥", "Mexiko", "المكسيك"),
    "MY": ("Malaysia", "马来西亚", "Malaysia", "ماليزيا"),
    "NG": ("Nigeria", "尼日利亚", "Nigeria", "نيجيريا"),
    "NL": ("Netherlands", "荷兰", "Niederlande", "هولندا"),
    "NO": ("Norway", "挪威", "Norwegen", "النرويج"),
    "NZ": ("New Zealand", "新西兰", "Neuseeland", "نيوزيلندا"),
    "PE": ("Peru", "秘鲁", "Peru", "بيرو"),
    "PH": ("Philippines", "菲律宾", "Philippinen", "الفلبين"),
    "PL": ("Poland", "波兰", "Polen", "بولندا"),
    "PT": ("Portugal", "葡萄牙", "Portugal", "البرتغال"),
    "RO": ("Romania", "罗马尼亚", "Rumänien", "رومانيا"),
    "SA": ("Saudi Arabia", "沙特阿拉伯", "Saudi-Arabien", "المملكة العربية السعودية"),
    "SE": ("Sweden", "瑞典", "Schweden", "السويد"),
    "SG": ("Singapore", "新加坡", "Singapur", "سنغافورة"),
    "TH": ("Thailand", "泰国", "Thailand", "تايلاند"),
    "TR": ("Türkiye", "土耳其", "Türkei", "تركيا"),
    "VN": ("Vietnam", "越南", "Vietnam", "فيتنام"),
    "ZA": ("South Africa", "南非", "Südafrika", "جنوب أفريقيا"),
}
LANGUAGES = ("en", "zh", "de", "ar")
PHONE = {"en": "Phone", "zh": "电话", "de": "Telefon", "ar": "هاتف"}


def lines_of(country: str) -> list[tuple[str, str]]:
    """The metadata's example numbers of a country: (as its callers print it, key), the free one and a landline."""
    found = {}
    for kind in (PhoneNumberType.TOLL_FREE, PhoneNumberType.FIXED_LINE):
        number = phonenumbers.example_number_for_type(country, kind)
        if number is not None:
            key = phonenumbers.format_number(number, PhoneNumberFormat.E164)
            found[key] = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    return [(printed, key) for key, printed in found.items()]


def in_table(name, lines, word):
    rows = "".join(f"<td>{word}: {printed}</td>" for printed, _ in lines)
    return f"<table><tr><td>{name}</td>{rows}</tr></table>"


def in_headings(name, lines, word):
    return f"<h3>{name}</h3>" + "".join(f"<p>{word} {printed}</p>" for printed, _ in lines)


def in_list(name, lines, word):
    return f"<ul><li>{name}: {word} {' / '.join(printed for printed, _ in lines)}</li></ul>"


def in_terms(name, lines, word):
    return f"<dl><dt>{name}</dt>" + "".join(f"<dd>{word} {printed}</dd>" for printed, _ in lines) + "</dl>"


def in_accordion(name, lines, word):
    inside = "".join(f"<p>{word}</p><p>{printed}</p>" for printed, _ in lines)
    return f"<div class='fold'><button>{name}</button><div>{inside}</div></div>"


def in_options(name, lines, word):
    return "<select>" + "".join(f"<option>{name}: {word} {printed}</option>" for printed, _ in lines) + "</select>"


FORMS = (in_table, in_headings, in_list, in_terms, in_accordion, in_options)


def read(page_html: str, *regions: str) -> list:
    """The sightings of a page, each with the block's regions as the reader gives them."""
    page = Page(
        url="https://pay.example/contact",
        channel="contact",
        language="en",
        regions=regions,
        expect=Expect(least=0, most=500),
    )
    blocks = place_regions(read_html(page_html.encode(), page).blocks, regions)
    return [one for block in blocks for one in sight_block(block, regions).sightings]


MIXED = [("mixed", language) for language in LANGUAGES]


@pytest.mark.parametrize(("form", "language"), [*((form.__name__, "en") for form in FORMS), *MIXED])
def test_a_page_of_sixty_countries_gives_each_number_its_country(form, language):
    assert len(NAMES) >= 60
    column = LANGUAGES.index(language)
    shapes = [shape for shape in FORMS if form in ("mixed", shape.__name__)]
    expected, parts = [], []
    for (country, names), shape in zip(NAMES.items(), cycle(shapes), strict=False):
        lines = lines_of(country)
        parts.append(shape(html.escape(names[column]), lines, PHONE[language]))
        expected += [(country, key) for _, key in lines]
    found = read(f"<html><body><main><h1>{PHONE[language]}</h1>{''.join(parts)}</main></body></html>", "US")
    assert [(one.region, one.number) for one in found] == expected


def seen(page_html: str, *regions: str) -> list[tuple[str, str]]:
    return [(one.region, one.number) for one in read(f"<html><body>{page_html}</body></html>", *regions)]


GERMAN, FRENCH, AMERICAN = ("DE", "+493023125000"), ("FR", "+33123456789"), ("", "+12025550100")


@pytest.mark.parametrize(
    "page_html",
    [
        "<h2>Customer service in Germany</h2><p>Tel: 030 23125 000</p><h2>France</h2><h3>Cards</h3><p>Tel: 01 23 45 67 89</p>",
        "<p>Germany: Tel 030 23125 000, France: Tel 01 23 45 67 89</p>",
        "<p>Call us from Germany: 030 23125 000; from France, please dial 01 23 45 67 89.</p>",
        "<p>Tel: 030 23125 000 (Germany), 01 23 45 67 89 (France)</p>",
        "<p>🇩🇪 Tel 030 23125 000</p><p>🇫🇷 Tel 01 23 45 67 89</p>",
        "<div><p>Deutschland</p><p>Tel 030 23125 000</p></div><div><p>France</p><p>Tel 01 23 45 67 89</p></div>",
        "<p>Germany<br>Tel 030 23125 000<br>France<br>Tel 01 23 45 67 89</p>",
        "<details><summary>Germany (DE)</summary><h4>Lost</h4><p>Tel 030 23125 000</p></details><p>France: Tel 01 23 45 67 89</p>",
        "<p>Frankfurt am Main, Germany</p><p>Tel 030 23125 000</p><p>Paris, France</p><p>Tel 01 23 45 67 89</p>",
        "<h3 id='de'>Germany</h3><p>Lost</p><p>Tel 030 23125 000</p><h3 id='fr'>France</h3><p>Tel 01 23 45 67 89</p>",
        "<table><tr><td>Germany<td>Berlin<td>030 23125 000<tr><td>Andorra<td><td><tr><td>France<td>Paris<td>01 23 45 67 89</table>",
    ],
)
def test_a_country_is_told_by_label_row_heading_or_flag(page_html):
    assert seen(page_html, "US") == [GERMAN, FRENCH]


@pytest.mark.parametrize(
    "page_html",
    [
        "<ul><li><a>Germany</a></li><li><a>France</a></li></ul><p>Phone: 202-555-0100</p>",
        "<p>Customers travelling to Germany call 202-555-0100</p>",
        "<p>We opened our first shop in Germany in May. Tel: 202-555-0100</p>",
        "<p>Germany Street Bakery, tel: 202-555-0100</p>",
        "<h1>Jordan</h1><p>Tel: 202-555-0100</p>",
        "<h2>Georgia</h2><p>Tel: 202-555-0100</p><h2>Florida</h2>",
        "<p>bone china: 202-555-0100</p>",
        "<p>Contact US: 202-555-0100</p>",
        "<dl><dt>Germany</dt><dd>Office of our partner</dd><dt>Press</dt><dd>Tel 202-555-0100</dd></dl>",
        "<section><h2>Germany</h2><p>Closed</p></section><footer><p>Tel: 202-555-0100</p></footer>",
        "<table><tr><td>Germany</td><td>Closed</td></tr><tr><td>Head office</td><td>Tel: 202-555-0100</td></tr></table>",
        "<p>Germany</p><p>All other countries</p><p>Tel 202-555-0100</p>",
    ],
)
def test_a_country_that_labels_nothing_names_no_region(page_html):
    assert seen(page_html, "US") == [AMERICAN]


def test_a_number_that_the_named_country_cannot_dial_is_read_for_the_page():
    assert seen("<h2>Denmark</h2><p>Tel: 202-555-0100</p>", "US") == [("DK", "+12025550100")]
    assert seen("<p>Germany: +44 20 7946 0000</p>", "US") == [("DE", "+442079460000")]


def test_a_name_that_others_bear_counts_beside_two_sure_countries():
    page = "<p>Jordan: Tel 06 500 0000</p>"
    assert seen(page, "US") == [("", "US:065000000")]
    assert ("JO", "+96265000000") in seen(f"{page}<p>Egypt: Tel 02 23456789</p><p>Kuwait: Tel 22345678</p>", "US")


def test_a_dialling_link_is_read_in_the_country_of_its_text():
    page = "<p>Germany: <a href='tel:03023125000'>030 23125 000</a></p><p>France: <a href='tel:0123456789'>Tel</a></p>"
    assert seen(page, "US")[:2] == [GERMAN, GERMAN]


def test_a_paragraph_of_several_countries_keeps_its_spans():
    text = "Germany: Tel 030 23125 000, France: Tel 01 23 45 67 89"
    block = Block(text, "html > p", "visible", links=(Link(36, 54, "0123456789"),))
    cut = place_regions((block,), ("US",))
    found = [one for part in cut for one in sight_block(part, ("US",)).sightings]
    assert [text[one.start : one.end] for one in found] == ["030 23125 000", "01 23 45 67 89"]
    assert {len(part.text) for part in cut} == {len(text)}
    assert sum(len(part.links) for part in cut) == 1


def test_a_block_with_regions_of_its_own_keeps_them():
    block = Block("Germany: Tel 030 23125 000", "html > p", "structured", regions=("AT",))
    assert place_regions((block,), ("US",))[0].regions == ("AT",)


def test_a_page_without_countries_comes_back_as_it_was():
    blocks = (Block("Hotline: 202-555-0100", "html > p", "visible"), Block("About", "html > p", "visible"))
    assert place_regions(blocks, ("US",)) is blocks


SOME_NAMES = sorted(name for names in NAMES.values() for name in names)[::7]
WORDS = st.lists(
    st.one_of(st.text(max_size=12), st.sampled_from([*SOME_NAMES, ": ", " 030 23125 000", "+49", "(", ", ", "DE"]))
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(WORDS.map("".join), st.sampled_from(["html > h2", "html > p", "#a > td", "page 1", ""])), max_size=8
    )
)
def test_no_text_ends_the_pass_and_spans_stay_true(drawn):
    blocks = tuple(Block(text, place, "visible") for text, place in drawn)
    texts = {block.text for block in blocks}
    for part in place_regions(blocks, ("US",)):
        assert part.text in texts or any(len(part.text) == len(text) for text in texts)
        assert part.regions == () or part.regions[-1] == "US" or "US" in part.regions


def test_the_names_of_all_countries_load_from_one_table():
    listed = load_words("country_names.toml")["names"].strip().splitlines()
    assert len(listed) == 249
    assert all(len(line.split(" ", 1)[0]) == 2 and "|" in line for line in listed)
