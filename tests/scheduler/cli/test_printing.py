import json

from scheduler.cli.printing import print_json, print_line, print_table, to_json


def test_json_keeps_its_value_and_prints_nothing_a_terminal_obeys():
    text = "支付宝\x1b[31m\u202e95188\u200b\x9b1m\U000e0041"
    printed = to_json({"quote": text})
    assert json.loads(printed) == {"quote": text}
    assert "支付宝" in printed
    assert all(sign not in printed for sign in "\x1b\u202e\u200b\x9b\U000e0041")


def test_lines_and_tables_draw_what_a_terminal_would_obey(capsys):
    print_line("a\x1b[31mb\u202e")
    print_table(["number", "quote"], [("95188", "客服\x1b]0;x\x07\nhot"), ("1", "b")])
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert "\u202e" not in printed
    assert printed.splitlines()[1:] == ["number  quote", "95188   客服⟨U+001B⟩]0;x⟨U+0007⟩ hot", "1       b"]


def test_wide_letters_keep_columns_aligned(capsys):
    print_table(["名称", "x"], [("支付宝", "1"), ("ab", "2")])
    assert capsys.readouterr().out.splitlines() == ["名称    x", "支付宝  1", "ab      2"]


def test_no_rows_print_nothing(capsys):
    print_table(["a"], [])
    assert capsys.readouterr().out == ""


def test_json_is_one_line(capsys):
    print_json([{"a": "x\ny"}])
    assert capsys.readouterr().out == '[{"a":"x\\ny"}]\n'
