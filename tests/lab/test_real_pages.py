import io
import json
import sys
import tarfile

import pytest

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from lab.real_pages import read_bodies, read_rows, real_world

PAGE = '<html lang="en"><body><p>Call us: (020) 7946 0155</p><p>Fax 020 7946 0156</p></body></html>'
LABELS = (
    {"number": "+442079460155", "kind": "e164", "role": "tel", "visible": True, "raw": ["(020) 7946 0155"]},
    {"number": "+442079460156", "kind": "e164", "role": "fax", "visible": True, "raw": []},
    {"number": "+448081570123", "kind": "e164", "role": "tel", "visible": False, "raw": []},
)


def a_row(name, url="https://www.northmoor.example/contact", labels=LABELS, **more):
    fields = {
        "id": name,
        "file": f"{name}.html",
        "url": url,
        "domain": "northmoor.example" if url else "",
        "region": "GB",
        "lang": "en-GB",
        "encoding": "utf-8",
        "archive": "silver.tar.zst",
        "labels": labels,
    }
    return fields | more


@pytest.fixture
def data(tmp_path):
    """A folder like the shared data, with the pages it is given."""

    def write(rows, bodies):
        (tmp_path / "silver.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as tar:
            for name, body in bodies.items():
                member = tarfile.TarInfo(f"silver/{name}.html")
                member.size = len(body)
                tar.addfile(member, io.BytesIO(body))
        (tmp_path / "silver.tar.zst").write_bytes(zstd.compress(packed.getvalue()))
        found = read_rows(tmp_path, ("silver",))
        return real_world(found, read_bodies(tmp_path, found))

    return write


def test_the_visible_numbers_are_the_lines_as_they_are_printed(data):
    [one] = data([a_row("a1")], {"a1": PAGE.encode()})
    [page] = one.pages
    assert [(line.key, line.printed) for line in page.lines] == [("+442079460155", "(020) 7946 0155")]
    assert one.provider.id == "gb/northmoor-example"
    assert one.provider.official_hosts == ("northmoor.example",)
    assert page.language == "en"


def test_pages_of_one_host_are_one_provider_s(data):
    rows = [a_row("a1"), a_row("a2", url="http://www.northmoor.example/help")]
    [one] = data(rows, {"a1": PAGE.encode(), "a2": PAGE.encode()})
    assert [page.url for page in one.pages] == [
        "https://www.northmoor.example/contact?capture=a1",
        "https://www.northmoor.example/help?capture=a2",
    ]


def test_a_page_of_no_known_site_gets_a_host_of_its_own(data):
    [one] = data([a_row("a1", url="")], {"a1": PAGE.encode()})
    assert one.pages[0].url == "https://www.page-a1.example/"
    assert one.provider.official_hosts == ("page-a1.example",)


def test_a_page_in_another_charset_is_served_in_one(data):
    [one] = data(
        [a_row("a1", encoding="windows-1252")], {"a1": PAGE.replace("Call", "Caf\u00e9").encode("windows-1252")}
    )
    assert "Caf\u00e9" in one.pages[0].body.decode()


@pytest.mark.parametrize(
    ("labels", "body"),
    [
        ((), PAGE.encode()),
        (LABELS[1:], PAGE.encode()),
        (LABELS, b"<p>Nobody prints it here.</p>"),
        (LABELS, b"\xff\xfe" + PAGE.encode()),
    ],
)
def test_a_page_without_a_line_that_people_read_is_left_out(data, labels, body):
    assert data([a_row("a1", labels=labels)], {"a1": body}) == ()


def test_a_short_number_is_a_code_of_the_page_s_country(data):
    labels = ({"number": "95188", "kind": "short", "role": "tel", "visible": True, "raw": []},)
    [one] = data([a_row("a1", labels=labels, region="CN", lang="")], {"a1": "<p>客服：95188</p>".encode()})
    assert one.pages[0].lines[0].key == "CN:95188"
    assert one.pages[0].language == "zh"
