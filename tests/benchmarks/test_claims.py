import pytest

from benchmarks.claims import (
    WRONG,
    disguised_claims,
    hidden_verdicts,
    others_claims,
    right_claims,
    slipped_claims,
    slips,
    verdicts,
)
from directory.providers import load_providers, shipped_folder
from tests.real_pages import needs_data

# Kinds of page whose writer nobody answers for, and those that somebody keeps.
OPEN = ("ugc", "social", "content_farm", "unknown")
KEPT = ("provider_own", "community_directory", "news", "code", "")


def share_wrong(found):
    return sum(found[one] for one in WRONG) / found.total()


def test_a_slip_is_one_slip():
    found = slips("8005550142")
    assert len(found) == len(set(found))
    assert "8005550142" not in found
    assert "8005554201" in found


@needs_data
@pytest.mark.parametrize("kind", OPEN)
def test_numbers_of_others_are_called_wrong_where_anybody_writes(kind, tmp_path):
    assert share_wrong(verdicts(others_claims(load_providers(shipped_folder()), kind), tmp_path)) >= 0.95


@needs_data
@pytest.mark.parametrize("kind", ["provider_own", "ugc"])
def test_a_long_line_with_a_slip_is_called_wrong_wherever_it_stands(kind, tmp_path):
    assert share_wrong(verdicts(slipped_claims(load_providers(shipped_folder()), kind), tmp_path)) >= 0.95


@needs_data
@pytest.mark.parametrize("kind", [*OPEN, *KEPT])
def test_right_numbers_that_are_listed_are_never_called_wrong(kind, tmp_path):
    assert share_wrong(verdicts(right_claims(load_providers(shipped_folder()), kind), tmp_path)) == 0


@needs_data
@pytest.mark.parametrize("kind", ["", "provider_own", "community_directory"])
def test_right_numbers_that_are_not_listed_are_seldom_called_wrong_where_somebody_keeps_the_page(kind):
    """One in five is a near miss of the firm's other lines, which no reader can tell from a planted one."""
    assert share_wrong(hidden_verdicts(kind)) <= 0.25


def test_a_disguised_number_is_judged_as_what_it_dials(tmp_path):
    listed, unlisted = disguised_claims("ugc")
    found = verdicts(listed, tmp_path)
    assert found["candidate"] / found.total() >= 0.99
    assert share_wrong(verdicts(unlisted, tmp_path)) == 1
