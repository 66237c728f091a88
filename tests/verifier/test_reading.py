from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.records import Expect, Fetch, Page, Provider, Reading
from verifier.readers.image import MISSING, can_recognize
from verifier.reading import read_snapshot

PAGE = Page(
    url="https://pay.example/help", channel="help", language="zh", regions=("CN",), expect=Expect(least=0, most=3)
)
PROVIDER = Provider(
    id="cn/example-pay",
    name="Example Pay",
    kind="wallet",
    country="CN",
    official_hosts=("pay.example",),
    hotline="published",
)
FETCH = Fetch(
    provider="cn/example-pay", page=PAGE.url, at=datetime(2026, 11, 22, tzinfo=UTC), outcome="ok", media="text/html"
)
STORY = "<p>我们的客户服务人员随时乐意为您解答各种问题，包括账户安全、交易查询、退款进度以及商户入驻等方面，欢迎联系我们。</p>"


def read(inner, known=(), fetch=FETCH, *, before=None, explains=False, **page) -> Reading:
    body = f"<html><head><title>帮助</title></head><body>{STORY}{inner}</body></html>".encode()
    return read_snapshot(
        body, msgspec.structs.replace(PAGE, **page), PROVIDER, fetch, known, before=before, explains=explains
    )


def numbers(reading):
    return [one.number for one in reading.sightings]


def test_a_good_page_is_ok_and_names_its_numbers():
    reading = read("<p>客服热线：95188（24小时），400-666-8800转1，京ICP证030247号，010-66194114</p>", explains=True)
    assert (reading.outcome, reading.detail) == ("ok", "")
    assert numbers(reading) == ["CN:95188", "+864006668800;ext=1", "+861066194114"]
    assert [one.reason for one in reading.refusals] == ["filing"]
    assert (reading.facts.title, reading.facts.encoding) == ("帮助", "utf-8")


def test_the_snapshot_is_that_of_the_fetch_or_the_digest_of_the_bytes():
    assert read("").snapshot == read("").snapshot
    assert read("", fetch=msgspec.structs.replace(FETCH, snapshot="a" * 64)).snapshot == "a" * 64


@pytest.mark.parametrize(
    ("inner", "page", "outcome"),
    [
        ("<p>客服热线：95188</p>", {"expect": Expect(least=1, most=1)}, "ok"),
        ("<p>客服热线：95188</p>", {"expect": Expect(least=2, most=3)}, "below_expectation"),
        ("<p>热线：95188、95017</p>", {"expect": Expect(least=1, most=1)}, "above_expectation"),
        ("<p>热线：95188</p>", {"keep": ("main",)}, "keep_missed"),
        ("<main>热线：95188</main>", {"keep": ("main",)}, "ok"),
        ("<!-- <p>客服热线 400-666-8800</p>", {}, "unreadable"),
        ("<p>谨防假冒客服 400-888-9999</p>", {"expect": Expect(least=1, most=3)}, "below_expectation"),
        ("<p hidden>客服热线：95188</p>", {"expect": Expect(least=1, most=3)}, "below_expectation"),
    ],
)
def test_a_page_that_yields_other_than_it_promises_says_so(inner, page, outcome):
    assert read(inner, **page).outcome == outcome


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("", "empty"),
        ("<html><body><div id=app></div><script>start()</script></body></html>", "empty"),
        ("<title>Attention Required!</title><p>Checking your browser before you can go on to this page.", "captcha"),
        (
            "<p>安全验证：请完成验证后继续访问本网站的页面，谢谢您的配合。请按住滑块并拖动到最右边，然后等待页面跳转。</p>",
            "captcha",
        ),
        (
            "<p>请登录后继续访问本网站的页面，谢谢您的配合。如果您还没有账户，可以在应用内注册一个新的账户，仅需一分钟。</p>",
            "login_wall",
        ),
        ("<title>404 Not Found</title><p>We looked everywhere and could not find what you asked for.</p>", "soft_404"),
        (
            "<p>抱歉，您访问的页面不存在或者已经被移除，请返回首页继续浏览其它内容，或者使用搜索功能查找，谢谢。</p>",
            "soft_404",
        ),
    ],
)
def test_what_stands_in_the_place_of_a_page_has_a_name(body, outcome):
    assert read_snapshot(body.encode(), PAGE, PROVIDER, FETCH, ()).outcome == outcome


def test_a_long_page_that_speaks_of_codes_and_errors_is_no_challenge():
    assert read(STORY * 30 + "<p>验证码收不到怎么办？页面不存在怎么办？请登录</p>").outcome == "ok"


def test_a_page_of_some_paragraphs_that_names_its_captcha_is_no_challenge():
    assert read("<p>Our sign-in form may show a captcha. We keep your data safe at all times.</p>" * 6).outcome == "ok"


def test_a_page_with_its_numbers_is_ok_whatever_else_it_says():
    assert read("<p>请登录，或致电客服热线：95188</p>").outcome == "ok"


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (b"RIFF\0\0\0\0AVI ", "text/html"),
        (b"PK\x03\x04", ""),
        (b"anything", "image/svg+xml"),
        (b"\x7fELF", "text/plain"),
    ],
)
def test_bytes_that_are_no_text_are_of_the_wrong_type_whatever_was_declared(body, media):
    reading = read_snapshot(body, PAGE, PROVIDER, msgspec.structs.replace(FETCH, media=media), ())
    assert reading.outcome == "wrong_type"


def test_a_picture_is_read_as_one_or_the_reader_says_what_to_install():
    reading = read_snapshot(b"\x89PNG\r\n\x1a\n", PAGE, PROVIDER, msgspec.structs.replace(FETCH, media="text/html"), ())
    if can_recognize():
        assert (reading.outcome, reading.detail[:17]) == ("unreadable", "a damaged picture")
    else:
        assert (reading.outcome, reading.detail) == ("wrong_type", MISSING)


@pytest.mark.parametrize(
    ("body", "media", "layer"),
    [
        (b'{"hotline": "400-666-8800"}', "application/json", "visible"),
        (b'{"hotline": "400-666-8800"}', "", "visible"),
        (b"Tel 400-666-8800", "text/plain", "visible"),
        (b"<!doctype html><p>Tel 400-666-8800", "text/plain", "visible"),
        (b"<html><body hidden>Tel 400-666-8800", "application/json", "hidden"),
        (b"Tel 400-666-8800", "", "visible"),
    ],
)
def test_the_bytes_choose_the_reader_before_what_was_declared(body, media, layer):
    reading = read_snapshot(body, PAGE, PROVIDER, msgspec.structs.replace(FETCH, media=media), ())
    assert [(one.number, one.layer) for one in reading.sightings] == [("+864006668800", layer)]


def test_a_json_that_is_broken_is_unreadable():
    reading = read_snapshot(
        b'{"hotline": ', PAGE, PROVIDER, msgspec.structs.replace(FETCH, media="application/json"), ()
    )
    assert (reading.outcome, reading.detail) == ("unreadable", "no JSON: JSONDecodeError")


@pytest.mark.parametrize(
    ("inner", "key", "layers"),
    [
        ("<p>客服热线：95188</p>", "CN:95188", ("visible",)),
        ("<p>客服 95188</p>", "CN:95188", ("visible",)),
        ("<p>拨 400 666 8800</p>", "+864006668800", ("visible",)),
        ("<p>＋86（400）666－8800</p>", "+864006668800", ("visible",)),
        ("<p>010 6619 4114</p>", "+861066194114", ("visible",)),
        ("<p>0571 96588</p>", "CN-571:96588", ("visible",)),
        ("<p>热线 95188</p><a href='tel:95188'>call</a>", "CN:95188", ("tel_link", "visible")),
        ("<p hidden>热线 95188</p>", "CN:95188", ("hidden",)),
        ("<p>谨防假冒热线 95188</p>", "CN:95188", ()),
        ("<p>热线 951889</p>", "CN:95188", ()),
        ("<p>热线 95017</p>", "CN:95188", ()),
    ],
)
def test_a_known_number_is_looked_for_in_all_written_forms(inner, key, layers):
    assert read(inner, [key]).presence.get(key, ()) == layers


def test_presence_is_kept_for_known_numbers_alone():
    assert read("<p>热线：95188、95017</p>", ["CN:95017"]).presence == {"CN:95017": ("visible",)}


def test_a_reading_that_the_directory_knows_is_preferred():
    page = {"regions": ("IN",)}
    assert numbers(read("<p>Call 1-800-419-0157</p>", **page)) == ["+9118004190157"]
    (one,) = read("<p>Call 1-800-419-0157</p>", ["+18004190157"], **page).sightings
    assert (one.number, one.readings) == ("+18004190157", ("+18004190157", "+9118004190157"))


def test_markup_around_the_text_leaves_the_content_and_a_number_changes_it():
    was = read("<p>客服热线：95188</p>").content
    assert read("<p data-build=7>客服热线：<span>95188</span></p>").content == was
    assert read("<p>客服热线：95189</p>").content != was
    assert read("<p>客服热线：<a href='tel:95189'>95188</a></p>").content != was


def test_a_number_that_only_a_template_holds_makes_no_page_unreadable():
    reading = read(
        "<p>热线 95188</p><template>热线 400-666-8800</template><iframe srcdoc='热线 400-627-2273'></iframe>"
    )
    assert reading.outcome == "ok"
    assert {one.layer for one in reading.sightings} == {"visible", "hidden", "embedded"}


def test_filters_are_no_disagreement_between_the_parsers():
    drop = {"name": "drop", "css": "footer"}
    letters = {"name": "letters_as_digits", "pairs": {"O": "0"}}
    reading = read("<p>热线 4OO-666-88OO</p><footer>热线 400-627-2273</footer>", filters=(drop, letters))
    assert (reading.outcome, numbers(reading)) == ("ok", ["+864006668800"])


@settings(deadline=None)
@given(
    body=st.binary(max_size=400),
    media=st.sampled_from(["", "text/html", "text/plain", "application/json", "application/pdf"]),
)
def test_no_bytes_end_the_reader(body, media):
    reading = read_snapshot(body, PAGE, PROVIDER, msgspec.structs.replace(FETCH, media=media), ("CN:95188",))
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading


MARKUP = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<table>",
            "<td>",
            "<b",
            ">",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<script>",
            "<a href='tel:",
            "95188",
            "'>",
            "热线 ",
            "&#",
            "&#57;",
            "\x00",
            "<template>",
            "<svg>",
        ]
    ),
    max_size=30,
)


@settings(deadline=None)
@given(parts=MARKUP)
def test_no_broken_markup_ends_the_reader(parts):
    read("".join(parts))


LINE = "<p>客服热线：95188（24小时）</p>"
FAR = f"<p>{'这里只有文字，没有别的。' * 12}</p>"
NEWS = FAR + "<p>今日公告：系统升级完成，感谢您的支持与理解。</p>"


def test_a_page_that_changed_away_from_its_numbers_says_what_it_said():
    before = read(LINE + FAR, known=("CN:95188", "CN:95017"))
    now = read(LINE + NEWS, known=("CN:95188",), before=before)
    assert (now.read_in, now.evidence_in) == (before.snapshot, before.snapshot)
    assert now.snapshot != before.snapshot
    assert now.content != before.content
    whole = read(LINE + NEWS, known=("CN:95188",))
    assert [(one.number, one.label, one.layer) for one in now.sightings] == [
        (one.number, one.label, one.layer) for one in whole.sightings
    ]


def test_evidence_stays_where_it_was_read_however_long_a_page_says_the_same():
    before = read(LINE + FAR)
    later = read(LINE + NEWS * 2, before=read(LINE + NEWS, before=before))
    assert later.evidence_in == before.snapshot


def test_a_page_whose_numbers_moved_is_read_whole():
    before = read(LINE, known=("CN:95188",))
    for now in (
        read(LINE.replace("95188", "95017"), before=before),
        read(LINE + "<p>投诉电话：400-666-8800</p>", before=before),
        read(f"<div style='display:none'>{LINE}</div>", before=before),
        read(LINE, known=("CN:95188", "CN:95017"), before=before),
        read(LINE, before=before, explains=True),
    ):
        assert now.read_in == ""


def test_a_page_that_was_not_read_well_is_read_whole():
    poor = read(LINE, expect=Expect(least=2, most=6))
    assert poor.outcome == "below_expectation"
    assert read(LINE, before=poor).read_in == ""


def test_a_page_of_which_parts_are_chosen_is_read_whole():
    for chosen in ({"keep": ("body > :nth-child(2)",)}, {"filters": ({"name": "drop", "css": "p:nth-child(9)"},)}):
        before = read(STORY + LINE, **chosen)
        assert read(STORY + LINE, before=before, **chosen).read_in == ""


def test_what_stands_in_the_place_of_a_page_without_numbers_is_seen():
    before = read(FAR, expect=Expect(least=0, most=6))
    assert before.outcome == "ok"
    assert read("<p>页面不存在</p>", expect=Expect(least=0, most=6), before=before).read_in == ""
