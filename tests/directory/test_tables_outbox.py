from directory import tables
from directory.tables_outbox import letters, told


def test_a_thing_is_told_to_one_recipient_once_and_a_message_has_one_id():
    assert {letters.metadata, told.metadata} == {tables.findings.metadata}
    assert [column.name for column in told.primary_key] == ["to", "what"]
    assert [column.name for column in letters.primary_key] == ["id"]
