import io
from datetime import timedelta

import pytest
from PIL import Image

from crawler.render import find_chromium
from directory.crops import crop_file, read_crop
from directory.nights import Night, Run
from directory.requests import Crop
from directory.spots import spots_of
from scheduler.cropping import crops_after_run, crops_on_request, make_crops
from tests.scheduler.captured import AT, HELP, NEW, OLD, a_finding, keep, shown, two_pages

LATER = AT + timedelta(days=1)


def a_night(*findings):
    counts = {"providers": 1, "pages": 2, "fetched": 2, "unchanged": 0, "failed": 0, "held": ()}
    run = Run(id="run-1", at=AT, canary="seen", reference="f" * 64, **counts)
    return Night(run=run, findings=findings)


def test_after_a_run_pages_that_a_browser_showed_are_cut_and_the_others_left_alone(place):
    rendered, plain = two_pages(place)
    finding = a_finding((plain, "Call 020 7946 0019 now"), (rendered, "Call 020 7946 0018"))
    assert crops_after_run(a_night(finding), place.settings, place.store, AT, quiet=True) == 1
    kept = place.store.crops([rendered, plain])
    assert list(kept) == [(rendered, OLD)]
    crop = kept[rendered, OLD]
    assert (crop.is_late, crop.note, crop.width, crop.height) == (False, "", 640, 200)
    assert Image.open(io.BytesIO(read_crop(place.settings.data, crop.digest))).size == (640, 200)


def test_what_is_there_is_not_made_again_and_what_is_gone_is(place):
    rendered, _ = two_pages(place)
    finding = a_finding((rendered, "Call 020 7946 0018"))
    assert crops_after_run(a_night(finding), place.settings, place.store, AT, quiet=True) == 1
    assert crops_after_run(a_night(finding), place.settings, place.store, LATER, quiet=True) == 0
    crop_file(place.settings.data, place.store.crops([rendered])[rendered, OLD].digest).unlink()
    assert crops_after_run(a_night(finding), place.settings, place.store, LATER, quiet=True) == 1


@pytest.mark.browser
@pytest.mark.skipif(find_chromium() is None, reason="no Chromium on this machine")
def test_on_request_a_plain_page_is_drawn_from_its_bytes_and_the_crop_says_so(place):
    rendered, plain = two_pages(place)
    finding = a_finding((plain, "Call 020 7946 0019 now"), (rendered, "Call 020 7946 0018"))
    told = []
    crops = crops_on_request(finding, place.settings, place.store, AT, lambda n, of: told.append((n, of)))
    assert [(one.number, one.is_late, bool(one.digest)) for one in crops] == [(NEW, True, True), (OLD, False, True)]
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("picture", "media", "note"),
    [
        (shown("020 7946 0099"), "text/html", "not_visible"),
        (shown(image_height=0), "text/html", "not_visible"),
        (None, "application/pdf", "no_page"),
    ],
)
def test_a_number_without_a_picture_says_why(place, picture, media, note):
    [snapshot] = keep(place, pages=[(HELP, b"<p>Call 020 7946 0018", media, picture)])
    spots = spots_of(a_finding((snapshot, "Call 020 7946 0018")))
    [crop] = make_crops(spots, place.settings, place.store, AT, is_asked=True, told=lambda *_: None)
    assert (crop.note, crop.digest) == (note, "")


def test_bytes_that_are_gone_or_damaged_are_the_reason(place):
    rendered, _ = two_pages(place)
    (place.settings.data / place.store.capture(rendered).file).write_bytes(b"")
    spots = spots_of(a_finding((rendered, "Call 020 7946 0018"), ("f" * 64, "Call 020 7946 0019")))
    crops = make_crops(spots, place.settings, place.store, AT, is_asked=True, told=lambda *_: None)
    assert [one.note for one in crops] == ["bytes_gone", "bytes_gone"]


def test_without_a_browser_the_crop_keeps_the_command_that_installs_one(place, tmp_path, monkeypatch):
    _, plain = two_pages(place)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    crops = crops_on_request(a_finding((plain, "020 7946 0019")), place.settings, place.store, AT, lambda *_: None)
    [crop] = crops
    assert isinstance(crop, Crop)
    assert crop.note == "not_drawn"
    assert "apt-get install chromium-headless-shell" in crop.detail
