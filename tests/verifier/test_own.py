import msgspec
import pytest

from directory.records import Reading, Sighting
from verifier.own import is_own, own_keys

SEEN = Sighting(
    raw="95188", number="CN:95188", readings=("CN:95188",), start=0, end=5, place="p", layer="visible", quote="95188"
)  # fmt: skip


def test_what_a_reader_sees_or_dials_is_the_providers_word():
    for layer in ("visible", "tel_link", "structured", "pdf", "image"):
        assert is_own(msgspec.structs.replace(SEEN, layer=layer))


@pytest.mark.parametrize(
    "otherwise",
    [
        {"layer": "hidden"},
        {"layer": "user_content"},
        {"layer": "embedded"},
        {"layer": "comment"},
        {"layer": "script"},
        {"layer": "attribute"},
        {"is_kept": False},
        {"owner": "police"},
        {"calls": "out"},
        {"is_warned": True},
        {"purpose": "sms"},
    ],
)
def test_what_is_hidden_foreign_or_warned_of_is_not(otherwise):
    assert not is_own(msgspec.structs.replace(SEEN, **otherwise))


def test_a_key_counts_once_however_often_it_is_shown():
    reading = Reading(snapshot="a", outcome="ok", content="c", sightings=(SEEN, SEEN))
    assert own_keys(reading) == {"CN:95188"}
