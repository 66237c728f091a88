from directory.records import Provider
from scheduler.sweeping import sweep_slice, sweep_slices
from verifier.named import Names

ONE = Provider(id="us/alpha", name="Alphawallet", kind="wallet", country="US", official_hosts=(), hotline="published")
PROVIDERS = {ONE.id: ONE}
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>Alphawallet phone: 202-555-0143</body></html>"
HEAD = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Length: {len(PAGE)}\r\n\r\n"


def test_a_slice_gives_the_same_claims_however_often_it_is_swept(tmp_path):
    (tmp_path / "a.warc").write_bytes((HEAD.encode() + PAGE + b"\r\n\r\n") * 3)
    names = Names(PROVIDERS.values())
    found = sweep_slice(tmp_path / "a.warc", PROVIDERS, names)
    assert (found.pages, found.named, len(found.claims)) == (3, 3, 3)
    assert found == sweep_slice(tmp_path / "a.warc", PROVIDERS, names)


def test_a_slice_that_cannot_be_opened_says_why(tmp_path):
    (found,) = sweep_slices([tmp_path / "none.warc"], PROVIDERS, 1)
    assert found.fault == "No such file or directory"
