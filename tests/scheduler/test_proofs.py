import hashlib
import stat

import pytest

from scheduler.picture_child import Order, rewrite
from scheduler.proofs import BadProof, find_proof, keep_proof, make_proof
from tests.scheduler.test_picture_child import a_header, a_picture


def test_the_same_picture_and_cuts_give_the_same_digest():
    cuts = [(0, 0, 5, 5)]
    first = make_proof(a_picture(), cuts)
    assert first.body == rewrite(a_picture(), Order(cuts=tuple(cuts)))
    assert first == make_proof(a_picture(), cuts)
    assert first.digest == hashlib.sha256(first.body).hexdigest()
    assert (first.suffix, first.is_rewritten) == ("png", True)


@pytest.mark.parametrize(("body", "suffix"), [(b"%PDF-1.7 invented", "pdf"), ("来信：热线 95188".encode(), "txt")])
def test_a_document_stays_as_it_is(body, suffix):
    proof = make_proof(body)
    assert (proof.body, proof.suffix, proof.is_rewritten) == (body, suffix, False)
    with pytest.raises(BadProof, match="--cut"):
        make_proof(body, [(0, 0, 1, 1)])


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "0 bytes"),
        (b"GIF89a\x00", "another kind"),
        (b"<svg xmlns='x'/>", "another kind"),
        (b"RIFF\x00\x00\x00\x00WAVE", "another kind"),
        (a_header(100_000, 100_000), "pixels"),
    ],
)
def test_what_proves_nothing_is_refused(body, why):
    with pytest.raises(BadProof, match=why):
        make_proof(body)


def test_a_file_is_kept_by_its_digest_for_its_owner_alone_and_a_changed_one_is_gone(tmp_path):
    proof = make_proof(b"a letter")
    place = keep_proof(proof, tmp_path)
    assert place == tmp_path / "attested" / f"{proof.digest}.txt"
    assert (stat.S_IMODE(place.stat().st_mode), stat.S_IMODE(place.parent.stat().st_mode)) == (0o600, 0o700)
    assert find_proof(proof.digest, tmp_path) == place
    assert list(place.parent.iterdir()) == [place]
    place.write_bytes(b"another letter")
    assert find_proof(proof.digest, tmp_path) is None
    assert find_proof("0" * 64, tmp_path) is None
