from directory.requests import Crop
from directory.store import Store


def a_crop(make, number="CN:95188", **fields):
    return Crop(**({"snapshot": "a" * 64, "number": number, "at": make.at(), "digest": "f" * 64} | fields))


def test_a_crop_is_kept_by_snapshot_and_number_and_made_again_replaces_it(store: Store, make):
    none, other = a_crop(make, digest="", note="not_visible"), a_crop(make, "CN:12306")
    store.save_crops([none, other])
    assert store.crops(["a" * 64]) == {("a" * 64, "CN:12306"): other, ("a" * 64, "CN:95188"): none}
    store.save_crops([a_crop(make)])
    assert store.crops(["a" * 64, "b" * 64])["a" * 64, "CN:95188"] == a_crop(make)
    assert store.crops([]) == {}
