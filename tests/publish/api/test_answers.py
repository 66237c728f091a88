import json
from datetime import date

from publish.api.answers import PAGE_MOST, Answers
from publish.shelf import Shelf
from tests.publish.conftest import MADE, a_line
from tests.publish.releases import write_release, write_withdrawn


def answers_over(folder, lines, withdrawn=(), **given):
    write_release(folder, lines, MADE, **given)
    if withdrawn:
        write_withdrawn(folder, 1, withdrawn)
    shelf = Shelf(folder)
    shelf.refresh()
    assert shelf.trouble == ""
    return Answers(shelf.state)


def many(count):
    return [a_line(key=f"+4420794601{place:02d}", tel=f"tel:+4420794601{place:02d}") for place in range(count)]


def test_a_line_nobody_decided_for_half_a_year_is_overdue(tmp_path):
    answers = answers_over(tmp_path, [a_line(expires_on=date(2027, 5, 21))])
    told = [json.loads(answers.number("+442079460123", "", "", date(2027, 5, day)))["overdue"] for day in (20, 21, 22)]
    assert told == [False, False, True]


def test_pages_hold_every_line_once(tmp_path):
    answers = answers_over(tmp_path, many(90))
    keys, offset = [], 0
    while offset is not None:
        page = json.loads(answers.entries(("", "", "", ""), 37, offset))
        keys += [entry["key"] for entry in page["entries"]]
        offset = page["next_offset"]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys) == page["total"] == 90


def test_what_was_taken_back_is_on_no_page_and_in_no_total(tmp_path):
    answers = answers_over(tmp_path, many(3), [("gb/example-pay", "+442079460101")])
    for body in (answers.entries(("", "", "", ""), PAGE_MOST, 0), answers.provider("gb/example-pay")):
        told = json.loads(body)
        assert told["total"] == len(told["entries"]) == 2
        assert b"0101" not in body
    assert json.loads(answers.status(MADE, is_newest=True))["entries"] == 2


def test_a_retired_line_names_its_replacement_only_while_that_is_listed(tmp_path):
    gone = {
        "provider": "gb/example-pay",
        "key": "+442079460199",
        "tel": "tel:+442079460199",
        "retired_on": "2026-11-01",
        "replaced_by": "+442079460101",
    }
    answers = answers_over(tmp_path / "one", many(3), retired=[gone])
    assert json.loads(answers.number("+442079460199", "", "", date(2026, 11, 22)))["retired"] == [gone]
    answers = answers_over(tmp_path / "other", many(3), [("gb/example-pay", "+442079460101")], retired=[gone])
    told = json.loads(answers.number("+442079460199", "", "", date(2026, 11, 22)))
    assert (told["answer"], told["retired"][0]["replaced_by"]) == ("retired", "")
