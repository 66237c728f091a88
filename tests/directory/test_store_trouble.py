import msgspec
import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from directory.store_trouble import ChainBroken, Refused, StoreTrouble, told


def test_a_broken_rule_is_refused_and_says_where():
    with pytest.raises(Refused, match="here: refused a row"), told("here"):
        raise IntegrityError("INSERT", {}, Exception("UNIQUE constraint failed"))


def test_other_trouble_of_the_database_says_where_and_what_came():
    with pytest.raises(StoreTrouble, match="here: the line broke"), told("here"):
        raise OperationalError("SELECT", {}, Exception("the line broke"))


def test_a_stored_record_that_does_not_read_is_trouble():
    with pytest.raises(StoreTrouble, match="does not read"), told("here"):
        msgspec.json.decode(b"{")


def test_our_own_errors_pass_as_they_are():
    with pytest.raises(KeyError), told("here"):
        raise KeyError("ours")


def test_a_broken_chain_names_its_place():
    assert "decision 7" in str(ChainBroken(7, "its body was altered"))
