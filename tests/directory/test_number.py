import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.number import (
    BadKey,
    UnknownRegion,
    are_related,
    calling_code,
    country_of,
    dial_from_abroad,
    ext_of,
    is_valid,
    line_of,
    number_type,
    parts_of,
    print_number,
    related,
    tel_uri,
    transformation,
    with_ext,
)


@pytest.mark.parametrize(
    ("key", "uri"),
    [
        ("+864006668800", "tel:+864006668800"),
        ("CN:95188", "tel:95188;phone-context=+86"),
        ("CN-571:96588", "tel:96588;phone-context=+86571"),
        ("CN:95188;ext=6", "tel:95188;ext=6;phone-context=+86"),
        ("+864006668800;ext=1", "tel:+864006668800;ext=1"),
        ("IN:1930", "tel:1930;phone-context=+91"),
    ],
)
def test_a_key_is_a_tel_link_of_rfc_3966(key, uri):
    assert tel_uri(key) == uri


@pytest.mark.parametrize(
    ("key", "printed"),
    [
        ("CN:95188", "95188"),
        ("CN:95188;ext=6", "95188 ext. 6"),
        ("CN-571:96588", "0571-96588"),
        ("+864006668800", "+86 400 666 8800"),
        ("+442079460000;ext=12", "+44 20 7946 0000 ext. 12"),
        ("+18002752273", "+1 800-275-2273"),
    ],
)
def test_a_key_is_printed_as_people_write_it(key, printed):
    assert print_number(key) == printed


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("CN:95188", "short"),
        ("CN:95188;ext=6", "short"),
        ("CN-571:96588", "short"),
        ("CN:9510211", "unknown"),
        ("CN:110", "emergency"),
        ("GB:999", "emergency"),
        ("+864006668800", "shared_cost"),
        ("+8613912345678", "mobile"),
        ("+861066194114", "fixed_line"),
        ("+8657195188", "fixed_line"),
        ("+18002752273", "toll_free"),
        ("+442079460000", "fixed_line"),
        ("+448081570000", "toll_free"),
        ("+449098790000", "premium"),
        ("+8215883819", "uan"),
        ("+841900545436", "premium"),
        ("+12015550123", "fixed_line_or_mobile"),
        ("+8445550199", "unknown"),
    ],
)
def test_a_key_has_the_kind_of_line_that_the_metadata_tells(key, kind):
    assert number_type(key) == kind


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("CN:95188", False),
        ("CN-571:96588", False),
        ("+8657195188", True),
        ("+861066194114", True),
        ("+8613912345678", True),
        ("+18002752273", None),
        ("+8445550199", None),
        ("+868008108888", False),
    ],
)
def test_whether_it_can_be_dialled_from_abroad_is_yes_no_or_unknown(key, answer):
    assert dial_from_abroad(key) is answer


@pytest.mark.parametrize(
    ("key", "country"),
    [
        ("CN:95188", "CN"),
        ("CN-571:96588", "CN"),
        ("+864006668800", "CN"),
        ("+18002752273", "US"),
        ("+14165550123", "CA"),
        ("+80012345678", ""),
        ("+999123456", ""),
    ],
)
def test_a_key_names_the_country_of_its_plan(key, country):
    assert country_of(key) == country


@pytest.mark.parametrize(
    ("key", "others"),
    [
        ("+8657195188", ("CN:95188",)),
        ("+8657195188;ext=6", ("+8657195188", "CN:95188")),
        ("CN-571:96588", ("CN:96588",)),
        ("CN:95188;ext=6", ("CN:95188",)),
        ("+861012315", ("CN:12315",)),
        ("CN:95188", ()),
        ("+864006668800", ()),
        ("+861066194114", ()),
        ("+4457195188", ()),
    ],
)
def test_a_key_names_the_others_that_write_its_line(key, others):
    assert related(key) == others
    assert all(are_related(key, other) and are_related(other, key) for other in others)


def test_keys_of_different_lines_are_not_related():
    assert not are_related("CN:95188", "CN:95017")
    assert not are_related("CN-571:96588", "CN-574:96588")


@pytest.mark.parametrize(
    ("was", "now", "name"),
    [
        ("CN:95188", "+8657195188", "area_code_added"),
        ("+8657195188", "CN:95188", "area_code_removed"),
        ("CN:96588", "CN-571:96588", "area_code_added"),
        ("CN:95188", "CN:95188;ext=6", "extension_added"),
        ("CN:95188;ext=6", "CN:95188", "extension_removed"),
        ("CN:95188;ext=6", "CN:95188;ext=7", ""),
        ("CN:400885580", "+86400885580", "country_code_added"),
        ("+86400885580", "CN:400885580", "country_code_removed"),
        ("CN:95188", "CN:95188", ""),
        ("CN:95188", "CN:95017", ""),
        ("CN:95188", "IN:95188", ""),
        ("+864006668800", "+864006668801", ""),
    ],
)
def test_a_change_of_notation_has_a_name_and_a_change_of_line_has_none(was, now, name):
    assert transformation(was, now) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "95188",
        "cn:95188",
        "CN:",
        "CN:9",
        "+86 400",
        "+86",
        "CN:95188;ext=",
        "CN-:96588",
        "CN:95188 ",
        "tel:+86",
        "CN:９５１８８",
    ],
)
def test_a_text_that_is_no_key_is_refused_with_what_was_expected(text):
    with pytest.raises(BadKey, match="expected"):
        parts_of(text)


def test_uk_is_no_region_and_the_error_says_which_is():
    with pytest.raises(UnknownRegion, match="the United Kingdom is 'GB'"):
        calling_code("UK")


DIGITS = st.text("0123456789", min_size=3, max_size=15)
EXT = st.text("0123456789", max_size=6)
COUNTRIES = st.sampled_from(["CN", "US", "GB", "IN"])
LINES = st.one_of(
    DIGITS.map("+{}".format),
    st.builds("{}:{}".format, COUNTRIES, DIGITS),
    st.builds("{}-{}:{}".format, COUNTRIES, st.text("123456789", min_size=1, max_size=5), DIGITS),
)


@given(line=LINES, ext=EXT)
def test_a_key_taken_apart_is_put_together_again(line, ext):
    key = with_ext(line, ext)
    parts = parts_of(key)
    head = f"{parts.country}{'-' if parts.area else ''}{parts.area}:" if parts.country else "+"
    assert with_ext(f"{head}{parts.digits}", parts.ext) == key
    assert (line_of(key), ext_of(key)) == (line, ext)


@given(line=LINES, ext=EXT)
def test_every_key_has_an_answer_to_every_question(line, ext):
    key = with_ext(line, ext)
    assert tel_uri(key).startswith("tel:")
    assert print_number(key)
    assert number_type(key)
    assert country_of(key) is not None
    assert dial_from_abroad(key) in (True, False, None)
    assert is_valid(key) in (True, False)
    assert key not in related(key)


@given(one=LINES, other=LINES)
def test_a_change_of_notation_led_back_has_a_name_too(one, other):
    assert bool(transformation(one, other)) == bool(transformation(other, one))


def test_a_whole_line_outside_its_plan_is_the_same_behind_its_countrys_code():
    assert are_related("CN:64051516", "+8664051516")
    assert transformation("CN:400885580", "+86400885580") == "country_code_added"
    assert transformation("+86400885580", "CN:400885580") == "country_code_removed"
    assert not are_related("CN:95188", "+8695188")
