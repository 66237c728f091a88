import pytest

from directory.holders import HoldersError, code_holders, names_of_holder, read_holders
from directory.number import country_of
from verifier.meaning import OWNERS


def test_the_shipped_table_holds_national_codes_that_nobody_but_their_holder_prints():
    table = code_holders()
    assert names_of_holder(table["CN:95588"]) == ["ICBC", "中国工商银行", "工商银行"]
    assert {country_of(key) for key in table} == {"CN"}
    assert not table.keys() & OWNERS.keys()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[a]\n"95188" = ["x"]', "number key"),
        ('[a]\n"+12025550101" = ["x"]', "whole number"),
        ('[a]\n"CN:95188" = ["x"]\n[b]\n"CN:95188" = ["y"]', "second time"),
        ('[a]\n"CN:95188" = []', "at least one"),
        ('[a]\n"CN:95188" = [" "]', "none of them empty"),
        ('[a]\n"CN:95188" = "x"', "expected sections"),
        ("[a", "expected sections"),
    ],
)
def test_a_table_with_a_fault_is_refused_with_its_place(text, says):
    with pytest.raises(HoldersError, match=f"(?s)table.toml.*{says}"):
        read_holders("table.toml", text)
