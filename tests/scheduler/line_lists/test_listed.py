from scheduler.line_lists.listed import Listed, ListFault


def test_a_row_says_nothing_that_its_list_does_not_say():
    row = Listed("line 2")
    assert (row.number, row.names, row.url, row.country, row.purpose, row.fault) == ("", (), "", "", "", "")


def test_a_fault_of_a_file_is_a_fault_of_what_was_given():
    assert issubclass(ListFault, ValueError)
