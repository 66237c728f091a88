from lab.building import build_world
from tests.lab.worlds import small_world

ONE = {one.provider.id: one for one in small_world()}


def test_a_login_wall_and_a_search_page_give_no_line():
    pages = [page for one in small_world() for page in one.pages if page.kind in ("login_wall", "search")]
    assert pages
    assert {page.lines for page in pages} == {()}


def test_a_script_page_holds_its_numbers_in_state_and_in_markup():
    pages = [page for one in build_world(only=2) for page in one.pages if page.kind == "script"]
    assert pages
    for page in pages:
        assert page.body.count(page.lines[0].printed.encode()) == 2


def test_an_agreement_is_a_pdf_where_a_font_is_at_hand():
    kinds = {page.media for page in ONE["cn/qinghe-pay"].pages if page.channel == "agreement"}
    assert kinds == {"application/pdf"}
    assert {page.media for page in ONE["in/neelkamal-bank"].pages if page.channel == "agreement"} == {"text/html"}


def test_a_bank_lists_its_branches_and_a_world_firm_its_countries():
    assert max(len(page.lines) for page in ONE["gb/thornbury-bank"].pages) >= 60
    table = [page for page in ONE["world/meridian-card"].pages if page.kind == "country_table"]
    assert len(table[0].lines) >= 60


def test_an_app_listing_lies_on_the_shelf_of_another():
    for one in small_world():
        for page in one.provider.pages:
            assert page.platform is (".appshelf.example" in page.url)
