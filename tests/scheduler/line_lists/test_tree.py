from scheduler.line_lists.tree import MOST_DEPTH, read_tree


def told(tree):
    return [(one.place, one.number, one.names, one.label) for one in read_tree(tree)]


def test_a_number_knows_the_names_that_stand_above_it():
    tree = {
        "basic": {"organization": "支付宝", "cellPhone": ["95188", "400-666-8800"], "url": "https://www.alipay.com"}
    }
    found = list(read_tree(tree))
    assert [(one.number, one.place) for one in found] == [
        ("95188", "basic.cellPhone[0]"),
        ("400-666-8800", "basic.cellPhone[1]"),
    ]
    assert {(one.names, one.url) for one in found} == {(("支付宝",), "https://www.alipay.com")}


def test_numbers_under_labels_take_them():
    assert told({"name": "Example Pay", "phones": {"lost cards": "020 7946 0018"}}) == [
        ("phones.lost cards", "020 7946 0018", ("Example Pay",), "lost cards")
    ]


def test_of_a_number_and_its_notes_only_the_number_is_one():
    tree = {"org": "x", "phones": [{"raw": "400 666 8800", "number": "+864006668800", "kind": "e164", "label": "VIP"}]}
    assert told(tree) == [("phones[0].number", "+864006668800", ("x",), "VIP")]


def test_a_feature_of_openstreetmap_is_read_by_its_tags():
    tree = {
        "type": "FeatureCollection",
        "features": [
            {
                "geometry": {"coordinates": [[1, 2]] * 3},
                "properties": {
                    "brand": "Example Pay",
                    "name": "Example Pay, High Street",
                    "contact:phone": "+44 20 7946 0018;+44 20 7946 0019",
                    "contact:fax": "+44 20 7946 0020",
                    "contact:website": "https://pay.example/branch",
                },
            }
        ],
    }
    found = list(read_tree(tree))
    assert [(one.number[-1], one.purpose) for one in found] == [("8", ""), ("9", ""), ("0", "fax")]
    assert found[0].names == ("Example Pay", "Example Pay, High Street")
    assert found[0].url == "https://pay.example/branch"


def test_a_named_map_without_a_number_is_not_lost():
    assert told([{"name": "Example Pay"}, {"colour": "red"}]) == [("[0]", "", ("Example Pay",), "")]


def test_what_nests_without_end_is_a_fault():
    tree = ["95188"]
    for _ in range(MOST_DEPTH + 1):
        tree = [tree]
    [one] = read_tree(tree)
    assert "deep" in one.fault
