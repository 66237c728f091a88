import pytest


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Example Bank", "Example Pay", "Planted Pay"]),
        ("?kind=bank", ["Example Bank"]),
        ("?text=%E7%A4%BA%E4%BE%8B%E9%93%B6%E8%A1%8C", ["Example Bank"]),
        ("?country=US", []),
        ("?kind='%20or%201=1", []),
    ],
)
def test_providers_are_listed_and_filtered_in_any_script(ada, query, names):
    page = ada.get("/providers" + query)
    assert [name for name in ("Example Bank", "Example Pay", "Planted Pay") if name in page.text] == names
    assert names or "No provider fits." in page.text
