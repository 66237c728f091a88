import pytest
from sqlalchemy import text

from directory.store import Store
from directory.store_trouble import Refused

ROW = "INSERT INTO reported (list, key, reports) VALUES (7, 'CN:95188', 1)"


def test_the_database_refuses_a_report_of_no_list(store: Store):
    with pytest.raises(Refused, match=r"(?i)foreign key"), store.writing() as connection:
        connection.execute(text(ROW))
