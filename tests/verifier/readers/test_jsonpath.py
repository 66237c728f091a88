from verifier.readers.jsonpath import MOST_VALUES, values_of


def test_every_value_comes_with_its_path_and_the_names_above_it():
    data = {"help": {"tel": ["95188", 95017], "is_open": True, "x y": None}, "a-b": "c"}
    assert list(values_of(data)) == [
        ("95188", "$.help.tel[0]", ("help", "tel")),
        ("95017", "$.help.tel[1]", ("help", "tel")),
        ("c", '$["a-b"]', ("a-b",)),
    ]


def test_a_flood_of_values_ends():
    assert sum(1 for _ in values_of(["1"] * (MOST_VALUES + 5))) == MOST_VALUES
