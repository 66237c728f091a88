import json
from hashlib import sha256

import feedparser
import pytest
import vobject

from publish.delta import Listing, apply_delta
from publish.export import OF_A_PROVIDER, WHOLE, Unexportable, export
from publish.release import make_release
from publish.withdrawn import withdraw
from tests.publish.conftest import a_line

ALIPAY = ("cn/alipay", "CN:95188", "tel:95188;phone-context=+86")


@pytest.fixture
def release(tmp_path, listing, made, ground):
    return make_release(tmp_path, listing, made, ground)


def take_back(release, made):
    withdraw(release.parent, release.name, [ALIPAY], made, None)


@pytest.mark.parametrize(("name", "file"), [(name, file) for name, file in WHOLE.items() if file])
def test_while_nothing_is_withdrawn_the_signed_file_is_given_as_it_lies_there(release, name, file):
    assert export(release, name).encode() == (release / file).read_bytes()


def test_formats_of_a_provider_are_joined_or_given_one_by_one(release):
    assert [card.fn.value for card in vobject.readComponents(export(release, "vcard"))] == [
        "Alipay",
        "Example Pay",
        "No Pay",
    ]
    assert [one["name"] for one in json.loads(export(release, "jsonld"))] == ["Alipay", "Example Pay", "No Pay"]
    for name in OF_A_PROVIDER:
        assert "Alipay" in export(release, name, "cn/alipay")
        assert "Example Pay" not in export(release, name, "cn/alipay")


@pytest.mark.parametrize("name", WHOLE)
def test_a_withdrawn_line_is_in_no_format(release, made, name):
    before = export(release, name)
    take_back(release, made)
    after = export(release, name)
    assert "95188" in before
    if name == "ndjson":
        assert not [line for line in after.splitlines() if '"add"' in line and "95188" in line]
    else:
        assert "95188" not in after
    assert name in ("ndjson", "csv") or "Example Pay" in after


def test_the_feed_of_a_provider_lacks_its_withdrawn_line_too(release, made):
    assert len(feedparser.parse(export(release, "atom", "cn/alipay")).entries) == 1
    take_back(release, made)
    assert feedparser.parse(export(release, "atom", "cn/alipay")).entries == []


def test_a_delta_without_a_withdrawn_line_takes_it_from_whoever_held_it(release, listing, made, ground):
    held = (release / "directory.json").read_bytes()
    longer = Listing(entries=(*listing.entries, a_line(key="+442079460124")), providers=listing.providers)
    after = make_release(release.parent, longer, made, ground)
    take_back(after, made)
    delta = export(after, "ndjson")
    assert json.loads(delta.splitlines()[0])["base"] == sha256(held).hexdigest()
    keys = [entry["key"] for entry in json.loads(apply_delta(held, delta))["entries"]]
    assert keys == ["+442079460123", "+442079460124"]


def test_lines_withdrawn_from_an_older_release_change_nothing_of_one_that_lacks_them(release, listing, made, ground):
    take_back(release, made)
    after = make_release(release.parent, Listing(entries=listing.entries[:1]), made, ground)
    for name, file in WHOLE.items():
        assert not file or export(after, name).encode() == (after / file).read_bytes()


def test_what_cannot_be_given_is_told(release):
    with pytest.raises(Unexportable, match="holds all providers in one file"):
        export(release, "csv", "cn/alipay")
    with pytest.raises(Unexportable, match="tells of no provider"):
        export(release, "vcard", "cn/nobody")
    with pytest.raises(Unexportable, match="tells of no provider"):
        export(release, "vcard", "../../directory")
