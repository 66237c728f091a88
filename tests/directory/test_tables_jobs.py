from directory import tables
from directory.tables_jobs import job_runs


def test_the_table_is_of_the_one_schema_and_one_due_time_is_one_row():
    assert job_runs.metadata is tables.findings.metadata
    assert [column.name for column in job_runs.primary_key] == ["job", "due"]
