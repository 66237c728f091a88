import pytest
from cryptography.hazmat.primitives.asymmetric import ed448
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from publish.signing import KeyTrouble, is_signed, load_or_create_key, public_pem


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


def test_a_key_is_made_at_first_use_for_its_owner_alone_and_found_again(tmp_path, data):
    path = tmp_path / "keys" / "release.pem"
    made = load_or_create_key(path, data)
    assert path.stat().st_mode & 0o777 == 0o600
    assert public_pem(load_or_create_key(path, data)) == public_pem(made)


def test_a_key_in_the_data_folder_is_refused(data):
    with pytest.raises(KeyTrouble, match="lies in the data folder"):
        load_or_create_key(data / "keys" / ".." / "release.pem", data)
    assert not data.exists()


def test_a_key_that_others_may_read_is_refused(tmp_path, data):
    path = tmp_path / "release.pem"
    load_or_create_key(path, data)
    path.chmod(0o644)
    with pytest.raises(KeyTrouble, match="mode 0600"):
        load_or_create_key(path, data)


def test_a_key_of_another_kind_is_refused(tmp_path, data):
    other = ed448.Ed448PrivateKey.generate()
    path = tmp_path / "release.pem"
    path.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path.chmod(0o600)
    with pytest.raises(KeyTrouble, match="Ed448PrivateKey"):
        load_or_create_key(path, data)
    with pytest.raises(KeyTrouble, match="Ed448PublicKey"):
        is_signed(b"", b"", other.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def test_what_is_no_key_is_refused(tmp_path, data):
    path = tmp_path / "release.pem"
    path.write_text("not a key")
    path.chmod(0o600)
    with pytest.raises(KeyTrouble, match=r"release\.pem"):
        load_or_create_key(path, data)
    with pytest.raises(KeyTrouble, match="public key"):
        is_signed(b"", b"", b"not a key")


def test_a_signature_holds_for_its_own_bytes_and_key_alone(tmp_path, data):
    key = load_or_create_key(tmp_path / "one.pem", data)
    other = load_or_create_key(tmp_path / "other.pem", data)
    signature = key.sign(b"95188")
    assert is_signed(b"95188", signature, public_pem(key))
    assert not is_signed(b"95189", signature, public_pem(key))
    assert not is_signed(b"95188", signature, public_pem(other))
