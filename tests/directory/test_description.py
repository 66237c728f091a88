import tomllib

from directory.description import find_faults

SOUND = {
    "name": "Example Pay",
    "kind": "wallet",
    "country": "GB",
    "official_hosts": ["pay.example"],
    "hotline": "published",
    "pages": [
        {
            "url": "https://pay.example/help",
            "channel": "help",
            "language": "en",
            "regions": ["GB"],
            "expect": {"least": 0, "most": 3},
        }
    ],
}


def test_a_sound_description_has_no_fault():
    assert find_faults(SOUND, "gb/example-pay") == []


def test_an_id_in_the_file_is_its_place():
    assert find_faults(SOUND | {"id": "gb/example-pay"}, "gb/example-pay") == []
    assert find_faults(SOUND | {"id": "gb/other"}, "gb/example-pay")[0].startswith("id: got 'gb/other'")


def test_pages_that_are_no_list_of_tables_are_one_fault():
    assert find_faults(SOUND | {"pages": "none"}, "gb/example-pay") == ["pages: got 'none', expected a list"]
    assert find_faults(SOUND | {"pages": [3]}, "gb/example-pay") == ["pages[0]: got 3, expected a table"]


def test_a_page_is_held_against_hosts_that_are_themselves_at_fault():
    faults = find_faults(SOUND | {"official_hosts": ["co.uk", 3]}, "gb/example-pay")
    assert [fault.split(":")[0] for fault in faults] == ["official_hosts[1]", "official_hosts[0]", "pages[0].url"]


def test_values_of_every_kind_of_toml_are_told_and_not_raised():
    for value in ("1979-05-27", "07:32:00", "1.5", "nan", "true", "[]", "{}", "''", "[[1]]"):
        raw = tomllib.loads(
            "\n".join(f"{key} = {value}" for key in ("name", "pages", "known", "official_hosts", "kind"))
        )
        assert find_faults(raw, "gb/example-pay")


def test_a_proof_is_of_an_official_host_and_says_something():
    sound = SOUND | {"proofs": {"pay.example": "register of companies, 01234567"}}
    assert find_faults(sound, "gb/example-pay") == []
    wrong = SOUND | {"proofs": {"www.pay.example": "register of companies", "pay.example": " "}}
    assert find_faults(wrong, "gb/example-pay") == [
        "proofs.www.pay.example: expected one of official_hosts (pay.example), written as it stands there",
        "proofs.pay.example: got '', expected the registry that says whose host it is, and where it says so",
    ]
    assert find_faults(SOUND | {"proofs": {"pay.example": 3}}, "gb/example-pay")[0].startswith("proofs: got a table")
