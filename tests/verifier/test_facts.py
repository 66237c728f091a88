import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from directory.records import Expect, Fetch, Page, PageFacts, Provider
from tests.verifier.cases import AT
from verifier.facts import Head, head_of, script_of, topics_of, with_facts
from verifier.reading import read_snapshot

HEAD = """<html lang="en-GB"><head><title> Contact
us </title><link rel="canonical" href="https://www.northmoor.example/contact">
<meta property="og:url" content="https://www.northmoor.example/contact?og">
<link rel="alternate" hreflang="cy" href="https://www.northmoor.example/cy/contact">
<link rel="alternate" type="application/rss+xml" href="/feed"></head><body>{}</body></html>"""
PAGE = Page(
    url="https://www.northmoor.example/contact",
    channel="contact",
    language="en",
    regions=("GB",),
    expect=Expect(least=0, most=9),
)
BANK = Provider(
    id="gb/northmoor-bank",
    name="Northmoor Bank",
    kind="bank",
    country="GB",
    official_hosts=("northmoor.example",),
    hotline="published",
    aliases=("Northmoor",),
    pages=(PAGE,),
)
WORDS = {
    "Latn": "Call us on any day of the week and have your card at hand, please. " * 3,
    "Hans": "客服热线每天二十四小时为您服务，如有疑问请随时致电，我们将尽快为您解答。" * 3,
    "Jpan": "お客様サポートセンターは年中無休で受付しております。お気軽にお電話ください。" * 3,
    "Kore": "고객센터는 연중무휴로 운영됩니다. 언제든지 전화해 주세요. 감사합니다." * 3,
    "Cyrl": "Позвоните нам в любое время, мы работаем круглосуточно и без выходных. " * 3,
    "Deva": "हमारी ग्राहक सेवा चौबीसों घंटे उपलब्ध है, कृपया हमें कॉल करें। " * 3,
}


def read(html, before=None):
    fetch = Fetch(provider=BANK.id, page=PAGE.url, at=AT, outcome="ok", media="text/html")
    return read_snapshot(html.encode(), PAGE, BANK, fetch, (), before=before)


def test_a_page_says_its_own_addresses_in_its_head():
    assert head_of(LexborHTMLParser(HEAD.format(""))) == Head(
        "Contact us",
        "en-GB",
        "https://www.northmoor.example/contact",
        "https://www.northmoor.example/contact?og",
        ("https://www.northmoor.example/cy/contact",),
    )


def test_a_link_in_the_body_says_nothing_of_the_page():
    html = HEAD.replace('<link rel="canonical" href="https://www.northmoor.example/contact">', "")
    body = '<div><link rel="canonical" href="https://elsewhere.example/"></div>'
    assert head_of(LexborHTMLParser(html.format(body))).canonical == ""


def test_the_facts_of_a_page_are_in_its_reading():
    facts = read(HEAD.format("<p>Northmoor Bank: call 020 7946 0155</p>")).facts
    assert facts.canonical == "https://www.northmoor.example/contact"
    assert facts.og_url == "https://www.northmoor.example/contact?og"
    assert facts.alternates == ("https://www.northmoor.example/cy/contact",)
    assert facts.mentions == 2, "once by each name"
    assert facts.title == "Contact us"


@pytest.mark.parametrize(
    ("was", "now", "fact"),
    [
        ('northmoor.example/contact">', 'elsewhere.example/contact">', "canonical"),
        ("contact?og", "other", "og_url"),
        ("/cy/contact", "/fr/contact", "alternates"),
        ("Contact\nus", "Prizes", "title"),
        ("Old news", "Casino slots roulette jackpot poker", "topics"),
    ],
)
def test_facts_are_tonights_where_every_number_says_what_it_said(was, now, fact):
    far = "<p>words and words</p>" * 30
    html = HEAD.format(f"{far}<p>Call 020 7946 0155</p>{far}<p>Old news</p>")
    assert was in html
    first = read(html)
    second = read(html.replace(was, now), before=first)
    assert second.shown == first.shown
    assert getattr(second.facts, fact) != getattr(first.facts, fact)
    again = read(html.replace(was, now))
    assert replace(second.facts, text_chars=0) == replace(again.facts, text_chars=0)


@pytest.mark.parametrize("script", WORDS)
def test_the_script_of_a_page_is_that_of_most_letters(script):
    assert script_of(WORDS[script]) == script


def test_a_page_of_hardly_any_letters_has_no_script():
    assert script_of("Call 95188") == ""


def test_some_english_names_leave_a_chinese_page_chinese():
    assert script_of(WORDS["Hans"] + "WeChat Pay, Alipay, UnionPay") == "Hans"


@pytest.mark.parametrize(
    ("text", "script", "topics"),
    [
        ("casino with slots and poker and a jackpot", "Latn", ("gambling",)),
        ("Casino, slots, poker, jackpot.".lower(), "Latn", ("gambling",)),
        ("百家乐 老虎机 彩金 投注", "Hans", ("gambling",)),
        ("viagra cialis levitra kamagra", "Latn", ("pharmacy",)),
        ("カジノ スロット バカラ ルーレット", "Jpan", ("gambling",)),
        ("카지노 바카라 슬롯 토토", "Kore", ("gambling",)),
        ("beware of a casino that asks for bitcoin and a jackpot", "Latn", ()),
        ("we lend money: loan, mortgage, interest, credit card, insurance", "Latn", ()),
        ("请警惕网络赌博和投注诈骗", "Hans", ()),
        ("casino casino casino casino", "Latn", ()),
    ],
)
def test_a_topic_is_told_by_several_words_of_its_own(text, script, topics):
    assert topics_of(text, script) == topics


def test_a_medium_without_a_head_has_its_words_alone():
    facts = with_facts(
        PageFacts(encoding="pdf", title="Terms"), None, ["Northmoor", "northmoor bank"], ["Northmoor", ""]
    )
    assert (facts.mentions, facts.encoding, facts.title) == (2, "pdf", "Terms")


def test_an_address_that_a_page_no_longer_gives_is_gone_from_its_facts():
    html = HEAD.format("<p>Call 020 7946 0155</p>")
    bare = html.replace('<link rel="canonical" href="https://www.northmoor.example/contact">', "")
    assert read(bare, before=read(html)).facts.canonical == ""


def test_words_that_are_those_of_the_night_before_are_not_counted_again():
    html = HEAD.format("<p>Northmoor Bank: call 020 7946 0155</p>")
    first = read(html)
    second = read(html.replace('lang="en-GB"', 'lang="cy"'), before=first)
    assert second.content == first.content
    assert (second.facts.language, second.facts.mentions) == ("cy", first.facts.mentions)
