import pytest

from directory.records import Provider
from verifier.named import Names


def a_provider(provider_id: str, name: str, **names: str) -> Provider:
    return Provider(
        id=provider_id, name=name, names=names, kind="wallet", country="CN", official_hosts=(), hotline="published"
    )


NAMES = Names([a_provider("cn/example-pay", "ExamplePay", zh="示例支付"), a_provider("gb/ez", "EZ")])


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (b"call EXAMPLEPAY now", {"cn/example-pay"}),
        ("示例支付客服".encode(), {"cn/example-pay"}),
        ("示例支付客服".encode("gb18030"), {"cn/example-pay"}),
        (b"the size of a breeze", set()),
        (b"<b>EZ</b> help", {"gb/ez"}),
        (b"", set()),
    ],
)
def test_a_page_is_let_pass_when_it_holds_a_name_in_any_encoding(body, named):
    assert NAMES.in_bytes(body) == named


def test_words_name_providers_in_any_case():
    assert NAMES.in_text("Ask ezra; examplePAY and 示例支付") == {"cn/example-pay"}


def test_without_providers_nothing_is_named():
    assert Names([]).in_bytes(b"ExamplePay") == frozenset()
    assert Names([]).in_text("ExamplePay") == frozenset()
