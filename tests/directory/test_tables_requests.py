import pytest
from sqlalchemy import text

from directory.store import Store
from directory.store_trouble import Refused


@pytest.mark.parametrize(
    ("change", "says"),
    [("kind = 'delete_all'", "kind"), ("state = 'open'", "state"), ("state = 'taken'", "taken_is_held")],
)
def test_the_database_refuses_what_is_not_on_the_closed_lists(store: Store, make, change, says):
    store.ask("crop", "xx/pay", by="1", at=make.at(), finding="0123456789ab")
    with pytest.raises(Refused, match=says), store.writing() as connection:
        connection.execute(text(f"UPDATE requests SET {change}"))  # noqa: S608 - our own words
