import pytest

from tests.verifier.cases import (
    CONTACT,
    HELP,
    LISTED,
    NEW,
    a_case,
    a_page,
    a_provider,
    a_reading,
    a_sighting,
    an_entry,
    keys_of,
    on_contact,
)
from verifier.sight import sight_numbers
from verifier.signals import folded_digits


def on_page(text, language="en", region="GB", **more):
    page = a_page(CONTACT, regions=(region,))
    provider = a_provider(
        country=region,
        pages=(
            type(page)(**{field: getattr(page, field) for field in page.__struct_fields__} | {"language": language}),
        ),
    )
    return on_contact(*sight_numbers(text, [region]), provider=provider, entries=[], **more)


@pytest.mark.parametrize(
    "text",
    [
        "Call us: ０８０８ １５７ ０９６７",
        "Call us: 𝟎𝟖𝟎𝟖 𝟏𝟓𝟕 𝟎𝟗𝟔𝟕",
        "Call us: 0808 ①⑤⑦ 0967",
        "Call us: 0808*157*0967",
        "Call us: 0808~157~0967",
        "Call us: 0808_157_0967",
        "Call us: 0808---157---0967",
        "Call us: (0808)(157)(0967)",
        "C*a*l*l us: 0808 157 0967",
        "Call us: \u202e7690 751 8080\u202c",
        "Call us: 0808 157 O967",
        "Call us: 0\u200b808 157 0967",
        "Call us: ٠٨٠٨ ١٥٧ ٠٩٦٧",
    ],
)
def test_a_number_hidden_from_programs_is_suspected(text):
    assert keys_of(folded_digits.check, on_page(text)) == [NEW]


@pytest.mark.parametrize(
    ("text", "language", "region"),
    [
        ("Call us: 0808 157 0967", "en", "GB"),
        ("Call us: 0808-157-0967", "en", "GB"),
        ("Call us: 0808\u2011157\u20110967", "en", "GB"),
        ("Call us: 0808\u00a0157\u00a00967", "en", "GB"),
        ("Call us: \u202a0808 157 0967\u202c", "en", "GB"),
        ("Call us: (0808) 157.0967", "en", "GB"),
        ("Call us: 0\u20608\u20600\u20608\u2060 157\u2060 0967", "en", "GB"),
        ("대표전화: 02-1234-5678~9", "ko", "KR"),
        ("电话：(+86)(571) 8815 6688", "zh", "CN"),
        ("电话：0571-88156688 转 801", "zh", "CN"),
        ("客服电话：４００－６６６－８８００", "zh", "CN"),
        ("Hotline: ４００－６６６－８８００", "en", "CN"),
        ("電話 ０３－１２３４－５６７８", "ja", "JP"),
        ("الهاتف: ٠٢ ٢٣٤٥ ٦٧٨٩", "ar", "EG"),
        ("फ़ोन: १८००-४१९-०१५७", "hi", "IN"),
    ],
)
def test_a_number_written_as_its_language_writes_numbers_is_not(text, language, region):
    assert keys_of(folded_digits.check, on_page(text, language, region)) == []


def test_one_hidden_place_is_enough_where_the_number_stands_plainly_beside():
    places = {CONTACT: a_reading(NEW), HELP: a_reading(a_sighting(NEW, raw="0808*157*0967", is_folded=True))}
    assert keys_of(folded_digits.check, a_case(now=places)) == [NEW]


def test_a_listed_line_may_be_written_in_any_way():
    case = on_contact(a_sighting(LISTED, raw="０２０", is_folded=True), entries=[an_entry(LISTED)])
    assert keys_of(folded_digits.check, case) == []
