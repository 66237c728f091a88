import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.owner import is_other, named_owner
from verifier.sight import sight_numbers


@pytest.mark.parametrize(
    ("text", "region", "owner"),
    [
        ("Contact the Financial Ombudsman Service on 020 7946 0000", "GB", "ombudsman"),
        ("Report to the police: 020 7946 0000", "GB", "police"),
        ("FCA: 020 7946 0000", "GB", "financial regulator"),
        ("Visa Global Customer Assistance: 020 7946 0000", "GB", "visa"),
        ("中国银联客服热线：95516", "CN", "unionpay"),
        ("公安报警电话：010-66194114", "CN", "police"),
        ("招商银行客服热线：95555", "CN", "招商银行"),
        ("消費生活センター お問い合わせ：03-1234-5678", "JP", "consumer agency"),
        ("경찰청 신고 전화: 02-123-4567", "KR", "police"),
        ("Polizei: 030 23125 000", "DE", "police"),
        ("Policía: 91 123 45 67", "ES", "police"),
        ("पुलिस हेल्पलाइन: 011 2345 6789", "IN", ""),
        ("客服热线：95188", "CN", ""),
        ("手机银行客服热线：95188", "CN", ""),
        ("Call your bank: 020 7946 0000", "GB", ""),
        ("Lost your Visa card? Call 020 7946 0000", "GB", ""),
        ("If the police ask for your code, call us on 020 7946 0000", "GB", ""),
    ],
)
def test_a_line_belongs_to_whom_its_label_names_and_nothing_else(text, region, owner):
    assert sight_numbers(text, (region,))[0].owner == owner


@pytest.mark.parametrize(
    ("owner", "kind", "names", "answer"),
    [
        ("unionpay", "payment", ("UnionPay", "中国银联"), False),
        ("visa", "wallet", ("Example Pay",), True),
        ("招商银行", "bank", ("Example Bank",), False),
        ("招商银行", "wallet", ("Example Pay",), True),
        ("police", "bank", ("Example Bank",), True),
    ],
)
def test_a_provider_is_no_other_on_its_own_page(owner, kind, names, answer):
    assert is_other(owner, kind, names) is answer


@given(st.text(max_size=60))
def test_any_label_names_one_owner_or_none(label):
    assert isinstance(named_owner(label), str)
