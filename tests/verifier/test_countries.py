import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.countries import may_be_label, read_label


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Germany", ("DE",)),
        ("\U0001f1e9\U0001f1ea Deutschland (DE):", ("DE",)),
        ("Customer service in Austria", ("AT",)),
        ("For customers in France", ("FR",)),
        ("in der Schweiz", ("CH",)),
        ("En Allemagne :", ("DE",)),
        ("English (UK)", ("GB",)),
        ("USA & Canada", ("US", "CA")),
        ("Bosnia & Herzegovina", ("BA",)),
        ("Trinidad and Tobago", ("TT",)),
        ("Guinea-Bissau", ("GW",)),
        ("Côte d’Ivoire", ("CI",)),
        ("Cote d'Ivoire", ("CI",)),
        ("Congo - Kinshasa", ("CD",)),
        ("Frankfurt, Germany", ("DE",)),
        ("Germany: Lost Property Desk", ("DE",)),
        ("Deutschland - Kartensperre", ("DE",)),
        ("德国客服热线：", ("DE",)),
        ("中国香港", ("HK",)),
        ("香港地區", ("HK",)),
        ("来自日本的用户请拨打", ("JP",)),
        ("印度尼西亚", ("ID",)),
        ("ドイツからのお電話", ("DE",)),
        ("독일에서", ("DE",)),
        ("في المملكة المتحدة", ("GB",)),
        ("जर्मनी में", ("DE",)),
        ("ประเทศไทย", ("TH",)),
        ("Hoa Kỳ", ("US",)),
        ("Rest of world", ()),
        ("其他国家和地区", ()),
    ],
)
def test_a_label_is_a_country_and_words_that_introduce_a_line(text, countries):
    label = read_label(text)
    assert label is not None
    assert label.countries == countries


@pytest.mark.parametrize(
    "text",
    [
        "",
        "About us",
        "customers travelling to Japan call",
        "Deutsche Bank",
        "中国银行",
        "中国移动客服热线：",
        "美国运通：",
        "Atlanta, Georgia",
        "bone china",
        "Bank of China",
        "Air France",
        "Germany was the first of our markets",
        "Kosovo",
        "10:00 PM ET",
        "Contact US",
        "Germany, France, Spain, Italy, Japan, Peru, Chile",
    ],
)
def test_a_country_in_running_words_or_in_a_name_is_no_label(text):
    assert read_label(text) is None


@pytest.mark.parametrize("text", ["Georgia", "Jordan: Sales", "US", "DE:", "Chad"])
def test_a_name_that_others_bear_is_not_sure(text):
    label = read_label(text)
    assert label is not None
    assert not label.is_sure


@pytest.mark.parametrize(
    "text",
    ["Germany", "Call us in Austria:", "德国客服", "\U0001f1e9\U0001f1ea 030", "DE", "(Deutschland)", "其他国家"],
)
def test_the_quick_look_lets_labels_pass(text):
    assert may_be_label(text)


@pytest.mark.parametrize("text", ["", "Sitemap", "2026", "。。。", "Wir", "Contact us", "客服热线", "Звоните"])
def test_the_quick_look_ends_most_other_texts(text):
    assert not may_be_label(text)


@given(st.text(max_size=90))
def test_any_text_is_a_label_or_none(text):
    label = read_label(text)
    assert label is None or len(label.countries) <= 6
    may_be_label(text)
