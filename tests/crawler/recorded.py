"""WARC files as strangers write them, for tests of the importer."""

import gzip
import hashlib
from base64 import b32encode

HTML = ("Content-Type", "text/html; charset=utf-8")


def sha1(body: bytes) -> str:
    return "sha1:" + b32encode(hashlib.sha1(body).digest()).decode()  # noqa: S324 - what archives use


def an_answer(body: bytes = b"<p>020 7946 0555</p>", status: int = 200, headers=(HTML,)) -> bytes:
    head = f"HTTP/1.1 {status} Status\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers) + "\r\n"
    return head.encode() + body


def a_record(url: str, date: str, block: bytes | None = None, kind: str = "response", length=None, **named) -> bytes:
    block = an_answer() if block is None else block
    lines = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": date,
        "WARC-Record-ID": f"<urn:uuid:{hashlib.md5(url.encode() + date.encode()).hexdigest()}>",  # noqa: S324
        "Content-Type": "application/http; msgtype=response",
        **{name.replace("_", "-"): value for name, value in named.items()},
        "Content-Length": str(len(block) if length is None else length),
    }
    head = "WARC/1.0\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items()) + "\r\n"
    return head.encode() + block + b"\r\n\r\n"


def write(file, *records: bytes, form: str = "members"):
    """form: one gzip member a record, one for all, or plain."""
    whole = {
        "members": b"".join(gzip.compress(record) for record in records),
        "one": gzip.compress(b"".join(records)),
        "plain": b"".join(records),
    }
    file.write_bytes(whole[form])
    return file
