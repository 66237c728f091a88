import pytest

from publish.index import ListedProvider
from publish.names import Names, _simplified, fold_name
from tests.publish.conftest import a_provider
from tests.publish.releases import ALIPAY


def listed(one):
    return ListedProvider(**{name: getattr(one, name) for name in ListedProvider.__struct_fields__})


NAMES = Names({
    one.id: listed(one)
    for one in (
        ALIPAY,
        a_provider(id="hk/alipayhk", name="AlipayHK", names={"zh": "支付寶香港"}, aliases=()),
        a_provider(id="gb/cafe", name="Café Banque", names={}, aliases=("Kaffeebank Straße",)),
        a_provider(id="in/paisa", name="Paisa", names={"hi": "पैसा बैंक"}, aliases=()),
        a_provider(id="gb/one", name="One Pay", names={}, aliases=("Same",)),
        a_provider(id="us/one", name="One Pay", names={}, aliases=()),
    )
})  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("alipay", ["cn/alipay", "hk/alipayhk"]),
        ("ＡＬＩＰＡＹ", ["cn/alipay", "hk/alipayhk"]),
        ("支付寶", ["cn/alipay", "hk/alipayhk"]),
        ("支付宝香港", ["hk/alipayhk"]),
        ("cn/alipay", ["cn/alipay"]),
        ("  CN/Alipay ", ["cn/alipay"]),
        ("KAFFEEBANK STRASSE", ["gb/cafe"]),
        ("kaffee-bank", ["gb/cafe"]),
        ("Cafe\u0301 banque", ["gb/cafe"]),
        ("पैसा", ["in/paisa"]),
        ("one pay", ["gb/one", "us/one"]),
        ("…", []),
        ("", []),
        ("nobody", []),
    ],
)
def test_a_name_is_found_however_it_is_typed(text, found):
    assert NAMES.search(text) == found


def test_only_a_whole_name_names_one():
    assert NAMES.find("alipay") == ["cn/alipay"]
    assert NAMES.find("alip") == []
    assert NAMES.find("one-pay") == ["gb/one", "us/one"]


def test_traditional_characters_stand_for_one_simplified_each():
    assert len(_simplified()) > 1500
    assert all(len(one) == 1 for one in _simplified().values())
    assert fold_name("中國銀行") == fold_name("中国银行")
