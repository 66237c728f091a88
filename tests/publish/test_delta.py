import json
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.delta import Gap, Listing, apply_delta, delta_between
from publish.formats.json import render as render_json
from publish.formats.ndjson import render as render_delta
from tests.publish.conftest import GROUND, a_line, a_provider, a_retired_line, contents_of
from tests.publish.hostile import WORDS

KEYS = [f"+4420794601{number:02d}" for number in range(5)]
LINES = st.builds(lambda key, label: a_line(key=key, label=label), st.sampled_from(KEYS), WORDS)
RETIRED = st.builds(lambda key: a_retired_line(key=key), st.sampled_from(KEYS))
PROVIDERS = st.builds(lambda number: a_provider(id=f"gb/pay-{number}"), st.integers(0, 3))
LISTINGS = st.builds(
    lambda entries, providers, retired: Listing(
        entries=tuple(entries), providers=tuple(providers), retired=tuple(retired)
    ),
    *(
        st.lists(kind, unique_by=by, max_size=5).map(lambda found, by=by: sorted(found, key=by))
        for kind, by in ((LINES, lambda one: one.key), (PROVIDERS, lambda one: one.id), (RETIRED, lambda one: one.key))
    ),
)


def files_of(listing, number, delta):
    given = {"providers": listing.providers, "retired": listing.retired}
    contents = contents_of(listing.entries, GROUND, number=number, delta=delta, **given)
    return dict(render_json(contents))["directory.json"].encode(), dict(render_delta(contents))["delta.ndjson"]


@settings(deadline=None, max_examples=25)
@given(LISTINGS, LISTINGS)
def test_whoever_holds_a_release_makes_the_bytes_of_the_next_out_of_its_delta(before, now):
    held, _ = files_of(before, 6, delta_between(Listing(), before, None, ""))
    expected, delta = files_of(now, 7, delta_between(before, now, 6, sha256(held).hexdigest()))
    assert apply_delta(held, delta) == expected


def test_a_delta_from_nothing_takes_the_place_of_whatever_is_held():
    listing = Listing(entries=(a_line(),))
    expected, delta = files_of(listing, 7, delta_between(Listing(), listing, None, ""))
    assert apply_delta(b"{}", delta) == expected


def test_a_gap_is_told_and_what_to_do_about_it():
    held, _ = files_of(Listing(), 5, delta_between(Listing(), Listing(), None, ""))
    _, delta = files_of(Listing(), 7, delta_between(Listing(), Listing(), 6, "ab" * 32))
    with pytest.raises(Gap, match=r"release 6.*take directory\.json whole"):
        apply_delta(held, delta)


def test_what_a_later_version_says_is_not_guessed():
    held, delta = files_of(Listing(), 7, delta_between(Listing(), Listing(), None, ""))
    with pytest.raises(Gap, match="does not know"):
        apply_delta(held, delta + json.dumps({"op": "merge"}) + "\n")
    with pytest.raises(Gap, match="delta/9"):
        apply_delta(held, delta.replace("delta/1", "delta/9"))
