import pytest

from directory.records import Provider
from verifier.named import Names


def a_provider(provider_id: str, name: str, **names: str) -> Provider:
    return Provider(
        id=provider_id, name=name, names=names, kind="wallet", country="CN", official_hosts=(), hotline="published"
    )


PROVIDERS = [a_provider("cn/example-pay", "ExamplePay", zh="示例支付"), a_provider("gb/ez", "EZ")]
NAMES = Names(PROVIDERS)


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


def test_words_of_every_page_count_as_the_provider_writes_them():
    names = Names([a_provider("us/wise", "Wise")])
    assert names.in_bytes(b"a wise man") == frozenset()
    assert names.in_bytes(b"call Wise, call WISE") == {"us/wise"}


def test_both_engines_give_the_same_names():
    pytest.importorskip("re2", reason="the extra sweep is not installed")
    plain = Names(PROVIDERS, with_re2=False)
    pages = ["EZ examplepay", "示例支付", "breezy examplepays", "ExamplePay示例支付EZ", "_EZ_ ez"]
    for body in [page.encode(encoding) for page in pages for encoding in ("utf-8", "gb18030", "big5")]:
        assert NAMES.in_bytes(body) == plain.in_bytes(body), body
