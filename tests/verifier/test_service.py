import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.records import Sighting
from verifier.service import LANGUAGES, TARIFFS, read_service
from verifier.sight import sight_numbers


def seen(text: str, region: str, n: int = 0) -> Sighting:
    return sight_numbers(text, (region,))[n]


@pytest.mark.parametrize(
    ("text", "region", "tariff"),
    [
        ("Toll-free: 0808 157 0100", "GB", "free"),
        ("0808 157 0100 (freephone)", "GB", "free"),
        ("Call 020 7946 0000 (local rate)", "GB", "local"),
        ("Call 020 7946 0000, standard rates apply", "GB", "charged"),
        ("Hotline 0909 879 0000 (premium rate)", "GB", "premium"),
        ("Call 020 7946 0000 (not toll-free)", "GB", "charged"),
        ("客服热线：400-666-8800（免费）", "CN", "free"),
        ("免费客服热线：800-810-8888", "CN", "free"),
        ("客服热线：400-666-8800，仅收本地通话费", "CN", "local"),
        ("境外热线：+86 571 95188（需支付国际长途费）", "CN", "charged"),
        ("お問い合わせ：0120-000-000（通話料無料）", "JP", "free"),
        ("フリーダイヤル：0120-000-000", "JP", "free"),
        ("ナビダイヤル：0570-000-000（有料）", "JP", "charged"),
        ("고객센터: 080-000-0000 (수신자 부담)", "KR", "free"),
        ("고객센터: 1588-0000 (유료)", "KR", "charged"),
        ("Servicenummer: 0800 1234567, kostenlos", "DE", "free"),
        ("Hotline: 030 23125 000 (zum Ortstarif)", "DE", "local"),
        ("Numéro vert : 0800 00 00 00 (appel gratuit)", "FR", "free"),
        ("Service client: 01 23 45 67 89, prix d'un appel local", "FR", "local"),
        ("Teléfono gratuito: 900 123 456", "ES", "free"),
        ("Teléfono: 91 123 45 67 (coste de llamada local)", "ES", "local"),
        ("हेल्पलाइन: 1800 123 4567 (टोल फ्री)", "IN", "free"),
        ("Call 020 7946 0000", "GB", ""),
        ("客服热线：95188（24小时）", "CN", ""),
    ],
)
def test_a_tariff_is_what_the_page_says_of_it(text, region, tariff):
    assert seen(text, region).tariff == tariff


@pytest.mark.parametrize(
    ("text", "region", "price"),
    [
        ("Hotline: 030 23125 000 (0,20 €/Min. aus dem Festnetz)", "DE", "0,20 €/min"),
        ("Call 020 7946 0000, 5p per minute", "GB", "5p per minute"),
        ("客服热线：400-666-8800（0.1元/分钟）", "CN", "0.1元/分钟"),
        ("お問い合わせ：0570-000-000（1分間10円）", "JP", "1分間10円"),
        ("Call 020 7946 0000", "GB", ""),
    ],
)
def test_a_price_of_a_minute_is_kept_in_the_pages_words(text, region, price):
    found = seen(text, region)
    assert found.price == price
    assert found.tariff == ("charged" if price else "")


@pytest.mark.parametrize(
    ("text", "region", "languages"),
    [
        ("English service hotline: 0808 157 0100", "GB", ("en",)),
        ("Call 1-800-555-0100, press 2 for English", "US", ("en",)),
        ("Para español: 1-800-555-0100", "US", ("es",)),
        ("客服热线：95188（普通话/粤语）", "CN", ("zh", "yue")),
        ("英语服务热线：95188", "CN", ("en",)),
        ("お問い合わせ：03-1234-5678（英語・中国語）", "JP", ("en", "zh")),
        ("고객센터: 1588-0000 (영어, 중국어)", "KR", ("en", "zh")),
        ("Hotline 030 23125 000 (Deutsch, Englisch)", "DE", ("en", "de")),
        ("Service client 01 23 45 67 89 (français/anglais)", "FR", ("en", "fr")),
        ("हेल्पलाइन: 1800 123 4567 (हिंदी, अंग्रेज़ी)", "IN", ("en", "hi")),
        ("Spanish-speaking line: 1-800-555-0100", "US", ("es",)),
        ("Chinese restaurant, tel 020 7946 0000", "GB", ()),
        ("客服热线：95188", "CN", ()),
    ],
)
def test_the_languages_of_a_line_are_those_it_says_it_speaks(text, region, languages):
    assert seen(text, region).languages == languages


def test_words_that_introduce_the_next_number_say_nothing_of_this_one():
    text = "Tel 020 7946 0000, toll-free: 0808 157 0100"
    assert [seen(text, "GB", n).tariff for n in (0, 1)] == ["", "free"]
    text = "Tel 020 7946 0000 (toll-free) Tel 020 7946 0001 (5p per minute)"
    assert [seen(text, "GB", n).tariff for n in (0, 1)] == ["free", "charged"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_give_listed_values(label, behind):
    found = read_service(label, behind)
    assert found.tariff in ("", *TARIFFS)
    assert set(found.languages) <= set(LANGUAGES)
