import pytest

from lab.real_pages import read_bodies, read_rows, real_world
from tests.lab.shared import LABELS, PAGE, a_row, write_sets


@pytest.fixture
def data(tmp_path):
    """Gives the world of some rows and pages."""

    def build(rows, bodies):
        write_sets(tmp_path, rows, bodies)
        found = read_rows(tmp_path)
        return real_world(found, read_bodies(tmp_path, found))

    return build


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
