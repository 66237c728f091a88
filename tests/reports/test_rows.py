from directory.nights import Outcome
from reports.rows import change_rows, is_failed, page_groups


def test_the_lines_of_one_storm_are_one_line(busy_night):
    storms = [row for row in change_rows(busy_night, "en", is_ours=False) if "notation" in row.note]
    assert [row.note for row in storms] == ["10 lines, one change of notation: area_code_added"]


def test_what_our_reader_changed_is_never_told_as_a_providers_change(busy_night):
    assert {row.kind for row in change_rows(busy_night, "en", is_ours=False)} == {"replaced", "missing", "appeared"}
    assert [(row.kind, row.note) for row in change_rows(busy_night, "en", is_ours=True)] == [
        ("relabelled", "our reader · general → fraud")
    ]


def test_what_stayed_or_was_not_looked_at_is_no_change(busy_night):
    rows = [*change_rows(busy_night, "en", is_ours=False), *change_rows(busy_night, "en", is_ours=True)]
    assert not {"stayed", "unread"} & {row.kind for row in rows}


def test_pages_are_told_by_what_became_of_them(busy_night):
    groups = page_groups(busy_night, "en")
    assert [(group.kind, [row.provider for row in group.rows]) for group in groups] == [
        ("first", ["us/cashbox"]),
        ("nth", ["hk/squid"]),
        ("unread", ["ph/pouch"]),
        ("recovered", ["cn/alipay"]),
    ]
    assert groups[1].rows[0].word == "showed a test for humans"
    assert groups[1].rows[0].note == "4 nights in a row"


def test_a_page_that_answered_as_before_has_not_failed():
    fetched = Outcome(provider="p", page="https://pay.example/", fetch="not_modified", reading=None)
    assert not is_failed(fetched)
    assert is_failed(Outcome(provider="p", page="https://pay.example/", fetch="ok", reading="captcha"))
    assert is_failed(Outcome(provider="p", page="https://pay.example/", fetch="absent", reading=None))
