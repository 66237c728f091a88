import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.number import UnknownRegion, country_of, parts_of, print_number
from directory.printed import E164_MOST_DIGITS, read_number

CN, GB, US = ("CN",), ("GB",), ("US",)
# Source of most rows: number facts, measured table and shapes; the preferred key of each.
PREFERRED = [
    # Mexico gave up 01 and 044 in 2019; pages still print them.
    ("01 (33) 3461 2234", ("MX",), "+523334612234"),
    ("044 33 3461 2234", ("MX",), "+523334612234"),
    ("01 800 123 4567", ("MX",), "+528001234567"),
    # Codes: national, kept as printed, whoever calls them invalid.
    ("95188", CN, "CN:95188"),
    ("95017", CN, "CN:95017"),
    ("950618", CN, "CN:950618"),
    ("9510211", CN, "CN:9510211"),
    ("95163000", CN, "CN:95163000"),
    ("10086", CN, "CN:10086"),
    ("1008611", CN, "CN:1008611"),
    ("11888", CN, "CN:11888"),
    ("11183", CN, "CN:11183"),
    ("12123", CN, "CN:12123"),
    ("121230571", CN, "CN:121230571"),
    ("12315", CN, "CN:12315"),
    ("96110", CN, "CN:96110"),
    ("96588", CN, "CN:96588"),
    ("110", CN, "CN:110"),
    ("1930", ("IN",), "IN:1930"),
    ("155260", ("IN",), "IN:155260"),
    ("2882", ("PH",), "PH:2882"),
    ("16247", ("BD",), "BD:16247"),
    ("234", ("KE",), "KE:234"),
    ("18222", ("HK",), "HK:18222"),
    ("1799", ("SG",), "SG:1799"),
    ("159", GB, "GB:159"),
    ("116123", GB, "GB:116123"),
    ("611", US, "US:611"),
    ("#9110", ("JP",), "JP:9110"),
    # A code with its country or its area.
    ("0571-95188", CN, "+8657195188"),
    ("+86-571-95188", US, "+8657195188"),
    ("00 86 571 95188", CN, "+8657195188"),
    ("0571-96588", CN, "CN-571:96588"),
    ("0571 96588", CN, "CN-571:96588"),
    ("86-95188", CN, "CN:95188"),
    ("+86 95188", CN, "CN:95188"),
    ("+86 95188", US, "CN:95188"),
    ("+86-10-12315", CN, "+861012315"),
    # Whole numbers.
    ("+864006668800", CN, "+864006668800"),
    ("4006668800", CN, "+864006668800"),
    ("400-666-8800", CN, "+864006668800"),
    ("4007-585-858", CN, "+864007585858"),
    ("864006668800", CN, "+864006668800"),
    ("00864006668800", US, "+864006668800"),
    ("010-66194114", CN, "+861066194114"),
    ("0755-8376 5566", CN, "+8675583765566"),
    ("(020) 7946 0000", GB, "+442079460000"),
    ("10109777", CN, "+8610109777"),
    ("800-810-8888", CN, "+868008108888"),
    ("800-810-8888", US, "+18008108888"),
    ("1588-3819", ("KR",), "+8215883819"),
    ("1644-7405", ("KR",), "+8216447405"),
    ("02-1588-1234", ("KR",), "+82215881234"),
    ("0120-123-456", ("JP",), "+81120123456"),
    ("1-300-88-6688", ("MY",), "+601300886688"),
    ("1900 545436", ("VN",), "+841900545436"),
    ("1600123456", ("IN",), "+911600123456"),
    ("+800 1234 5678", US, "+80012345678"),
    # What no plan knows stays as printed.
    ("400885580", CN, "CN:400885580"),
    ("40001888888", CN, "CN:40001888888"),
    ("12345678", CN, "CN:12345678"),
    # A link's number with the plan it is dialled in (RFC 3966, 5.1.5).
    ("95188;phone-context=+86", US, "CN:95188"),
    ("95188;ext=6;phone-context=+86", CN, "CN:95188;ext=6"),
    ("96588;phone-context=+86571", CN, "CN-571:96588"),
    ("611;phone-context=+1", ("CA",), "CA:611"),
    # The 1 behind the plus was left out; no country has the number as printed.
    ("+8445550199", US, "+18445550199"),
    ("+(800) 555-0199", US, "+18005550199"),
    ("+84 24 3555 0199", US, "+842435550199"),
    # 00 is the way out of the country, whatever stands behind it.
    ("009512345678", CN, "+9512345678"),
    ("001-800-275-2273", CN, "+18002752273"),
    # The trunk zero in brackets is dialled inside the country only.
    ("+49 (0) 40 123456", ("DE",), "+4940123456"),
    ("+44 (0) 20 7946 0000", GB, "+442079460000"),
    ("+44 (0)20 7946 0000", CN, "+442079460000"),
    # The grouping of a North American toll-free line.
    ("1-800-275-2273", CN, "+18002752273"),
    ("1-800-275-2273", ("CN", "US"), "+18002752273"),
    ("1-800-275-2273", US, "+18002752273"),
    ("1 (800) 275-2273", CN, "+18002752273"),
    ("1-800-419-0157", ("IN",), "+9118004190157"),
    ("1-800-MY-APPLE", US, "+18006927753"),
    ("1-800-MY-APPLE", CN, "+18006927753"),
    ("1-800-FLOWERS", ("CN", "US"), "+18003569377"),
    ("13912345678", CN, "+8613912345678"),
    ("18002752273", CN, "+8618002752273"),
    # Digits and signs of other scripts.
    ("４００－６６６－８８００", CN, "+864006668800"),
    ("９５１８８", CN, "CN:95188"),
    ("۹۵۱۸۸", CN, "CN:95188"),
    ("＋86 400 666 8800", US, "+864006668800"),
    ("\u00a0400\u2011666\u20118800 ", CN, "+864006668800"),
    # Sub-lines and menu keys.
    ("95188-6", CN, "CN:95188;ext=6"),
    ("95188 - 6", CN, "CN:95188;ext=6"),
    ("95188转1", CN, "CN:95188;ext=1"),
    ("95188轉1", CN, "CN:95188;ext=1"),
    ("95188按3", CN, "CN:95188;ext=3"),
    ("95188（按3键）", CN, "CN:95188;ext=3"),
    ("400-666-8800转1", CN, "+864006668800;ext=1"),
    ("400-666-8800 转接 12", CN, "+864006668800;ext=12"),
    ("400-666-8800分机12", CN, "+864006668800;ext=12"),
    ("400-666-8800 分机号：12", CN, "+864006668800;ext=12"),
    ("400-666-8800,,2", CN, "+864006668800;ext=2"),
    ("021-12345678-0", CN, "+862112345678;ext=0"),
    ("020 7946 0000 ext. 12", GB, "+442079460000;ext=12"),
    ("020 7946 0000 extension 12", GB, "+442079460000;ext=12"),
    ("020 7946 0000 x12", GB, "+442079460000;ext=12"),
    ("020 7946 0000 #12", GB, "+442079460000;ext=12"),
    ("+442079460000;ext=12", GB, "+442079460000;ext=12"),
    ("02-1588-1234 내선 12", ("KR",), "+82215881234;ext=12"),
    ("+7 495 123-45-67 доб. 12", ("RU",), "+74951234567;ext=12"),
    ("+49 40 123456 Durchwahl 12", ("DE",), "+4940123456;ext=12"),
    ("1-800-MY-APPLE ext 4", US, "+18006927753;ext=4"),
]


@pytest.mark.parametrize(("text", "regions", "key"), PREFERRED)
def test_a_printed_number_is_read_as_callers_dial_it(text, regions, key):
    assert read_number(text, regions)[0] == key


@pytest.mark.parametrize(
    ("text", "regions", "keys"),
    [
        ("1-800-419-0157", ("IN",), ["+9118004190157", "+18004190157"]),
        ("1-800-275-2273", CN, ["+18002752273", "+8618002752273"]),
        ("1-800-275-2273", ("CN", "US"), ["+18002752273", "+8618002752273"]),
        ("95188", ("US", "CN"), ["US:95188", "CN:95188"]),
        ("95188-6", ("CN", "US"), ["CN:95188;ext=6", "US:95188;ext=6"]),
    ],
)
def test_every_reading_of_a_region_is_kept_behind_the_preferred_one(text, regions, keys):
    assert read_number(text, regions) == keys


@pytest.mark.parametrize("text", ["", " ", "abc", "热线", "12", "+", "123456789012345678", "+1", "²²²²²"])
def test_what_nobody_can_dial_has_no_reading(text):
    assert read_number(text, CN) == []


def test_without_a_region_only_an_international_number_can_be_read():
    assert read_number("95188", ()) == []
    assert read_number("+86 400 666 8800", ()) == ["+864006668800"]


def test_the_tail_behind_a_dash_is_never_glued_to_a_code():
    assert not [key for key in read_number("95188-6", ("CN", "US", "GB")) if "951886" in key]


def test_a_code_behind_a_plus_never_becomes_an_international_number():
    assert not [key for key in read_number("+8695188", ("CN", "US")) if key.startswith("+")]


def test_uk_is_no_region_and_the_error_names_the_right_one():
    with pytest.raises(UnknownRegion, match="'GB'"):
        read_number("020 7946 0000", ["UK"])


@pytest.mark.parametrize("region", ["", "cn", "XX", "CHN", "001"])
def test_a_region_that_no_plan_knows_is_refused(region):
    with pytest.raises(UnknownRegion, match="ISO 3166"):
        read_number("95188", [region])


REGIONS = st.lists(
    st.sampled_from(["CN", "US", "GB", "IN", "JP", "KR", "HK", "DE", "VN", "PH"]), max_size=3, unique=True
)


@given(text=st.text(max_size=40), regions=REGIONS)
def test_every_text_is_read_without_an_error_and_into_sound_keys(text, regions):
    keys = read_number(text, regions)
    assert len(keys) == len(set(keys))
    assert all(len(parts_of(key).digits) <= E164_MOST_DIGITS for key in keys)


@given(text=st.text("0123456789-+ ()", max_size=20), regions=REGIONS)
def test_a_key_is_read_again_from_its_own_printed_form(text, regions):
    for key in read_number(text, regions):
        country = country_of(key)
        again = read_number(print_number(key), [country] if country else [])
        assert key in again, (key, print_number(key))


def test_a_plus_whose_country_is_the_pages_own_lost_no_one():
    assert read_number("+86 64051516", ["CN"]) == ["+8664051516", "+18664051516"]
    assert read_number("+844 555 0199", ["CN"])[0] == "+18445550199"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("+86 9510211", "CN:9510211"),
        ("+86 95163000", "CN:95163000"),
        ("+86 1008611", "CN:1008611"),
        ("+86 121232303", "CN:121232303"),
        ("+86 028-966185", "CN-28:966185"),
        ("+86 010-66194114", "+861066194114"),
        ("+86 1380013800", "+861380013800"),
    ],
)
def test_a_chinese_code_behind_a_plus_is_the_code(text, key):
    assert read_number(text, ["CN"])[0] == key
