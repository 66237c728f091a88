from directory import tables
from directory.tables_desk import comments, marks, sessions, sign_in_tries


def test_the_tables_of_the_desk_are_of_the_one_schema():
    assert {table.metadata for table in (comments, marks, sessions, sign_in_tries)} == {tables.findings.metadata}
