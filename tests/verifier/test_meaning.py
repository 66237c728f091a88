import pytest

from directory.terms import PURPOSES
from verifier.meaning import OWNERS, PURPOSE_NAMES, label_behind, label_of, read_meaning
from verifier.sight import sight_numbers


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("客服热线：95188", "general"),
        ("传真：010-66194114", "fax"),
        ("Fax: 020 7946 0000", "fax"),
        ("020 7946 0000 (fax)", "fax"),
        ("020 7946 0000 [fax]", "fax"),
        ("fax. 020 7946 0000", "fax"),
        ("F: 020 7946 0000", "fax"),
        ("(f) 020 7946 0000", "fax"),
        ("F +44 20 7946 0000", "fax"),
        ("T/F: 020 7946 0000", "general"),
        ("at 70 °F: 020 7946 0000", "general"),
        ("电话 010-66194114 传真 010-66194115", "general"),
        ("挂失热线：95188", "lost_card"),
        ("Report a lost card: 020 7946 0000", "lost_card"),
        ("反诈热线：95188", "fraud"),
        ("投诉电话：95188", "complaints"),
        ("商户热线：95188", "merchant"),
        ("境外客服热线：+86 571 95188", "overseas"),
        ("press office tel: 020 7946 0000", "press"),
        ("TTY: 020 7946 0000", "tty"),
    ],
)
def test_the_word_nearest_to_a_number_tells_what_it_is_for(text, purpose):
    assert sight_numbers(text, ("CN", "GB"))[0].purpose == purpose


def test_two_numbers_in_a_line_have_a_purpose_each():
    found = sight_numbers("Tel: 020 7946 0000 Fax: 020 7946 0001", ("GB",))
    assert [one.purpose for one in found] == ["general", "fax"]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("客服热线：95188（24小时）", "24小时"),
        ("热线 95188 周一至周五 9:00-18:00", "周一至周五 9:00-18:00"),
        ("Call 020 7946 0000 (Mon-Fri 9:00-17:00)", "mon-fri 9:00-17:00"),
        ("電話：03-1234-5678（平日9:00～18:00）", "平日9:00~18:00"),
        ("客服热线：95188", ""),
    ],
)
def test_the_hours_right_behind_a_number_are_its_hours(text, hours):
    assert sight_numbers(text, ("CN", "GB", "JP"))[0].hours == hours


@pytest.mark.parametrize(
    "text",
    [
        "谨防假冒客服 400-888-9999",
        "请勿拨打热线 95188",
        "热线95188已作废",
        "Beware of 020 7946 0000",
        "unos estafadores usan el número falso 020 7946 0000; no llame",
        "धोखाधड़ी चेतावनी: ठग नकली नंबर 020 7946 0000 का उपयोग कर रहे हैं; इस नंबर पर कॉल न करें।",
    ],
)
def test_a_number_in_a_warning_or_a_notice_of_its_end_is_warned(text):
    assert sight_numbers(text, ("CN", "GB"))[0].is_warned


@pytest.mark.parametrize("text", ["谨防假冒客服。官方热线：95188", "客服热线：95188", "如遇诈骗请致电 95188"])
def test_a_warning_in_another_sentence_warns_of_nothing(text):
    assert not sight_numbers(text, ("CN",))[0].is_warned


def test_a_number_that_calls_you_is_outbound():
    assert sight_numbers("外呼号码：010-66194114", ("CN",))[0].calls == "out"
    assert sight_numbers("客服热线：95188", ("CN",))[0].calls == "in"


def test_a_public_line_belongs_to_whoever_holds_it():
    assert sight_numbers("拨打 96110 热线", ("CN",))[0].owner == "police"
    assert read_meaning("CN:12315;ext=1", "", "", "", "").owner == "market regulator"


@pytest.mark.parametrize(
    ("before", "label"),
    [
        ("客服热线：", "客服热线"),
        ("客服热线:", "客服热线"),
        ("我们全年无休。客服热线 ", "客服热线"),
        ("95188（24小时）、投诉", "24小时）、投诉"),
        ("400-666-8800 传真：", "传真"),
        ("95188 / ", ""),
        ("Call us. Hotline (", "Hotline"),
        ("", ""),
    ],
)
def test_a_label_begins_behind_the_last_sentence_or_number(before, label):
    assert label_of(before) == label


def test_purposes_and_owners_are_those_of_the_records():
    assert set(PURPOSE_NAMES) <= set(PURPOSES)
    assert all((key[2] == ":" or key[0] == "+") and owner for key, owner in OWNERS.items())


@pytest.mark.parametrize(
    ("text", "is_warned"),
    [
        ("谨防假冒客服电话 400-123-4567", True),
        ("谨防假冒官方客服热线 400-123-4567", True),
        ("Beware of fake numbers such as 0808 157 0999", True),
        ("谨防假冒，唯一官方客服热线：400-123-4567", False),
        ("请认准官方客服电话 400-123-4567，其他均为假冒", False),
        ("请认准官方客服电话 400-123-4567，谨防假冒", False),
        ("官方热线400-123-4567，除此以外皆为诈骗电话", False),
        ("400-123-4567为诈骗电话，请勿拨打", True),
        ("400-123-4567系不法分子冒充客服", True),
        ("Call 0808 157 0999, all other numbers are fake numbers", False),
        ("Call 0808 157 0999. Beware of scammers", False),
        ("That is a fake number. Call 0808 157 0999", False),
        ("0808 157 0999 is a fake number", True),
        ("The line 0808 157 0999 is replaced by 0800 123 4567", True),
        ("客服热线 400-123-4567 变更为 400-666-8800", True),
        ("客服热线 400-123-4567 服务时间调整为 9:00-18:00", False),
        ("Our hours have changed to 9-5, call 0808 157 0999", False),
        ("Beware of fake numbers and scammers: our only lost card line is now 0808 157 0999", False),
    ],
)
def test_a_number_put_forward_behind_a_warning_is_not_what_it_warns_of(text, is_warned):
    seen = sight_numbers(text, ["GB" if "0808" in text else "CN"])[0]
    assert seen.is_warned is is_warned


def test_a_caller_id_of_the_sentence_before_says_nothing_of_this_number():
    (seen,) = sight_numbers("Our old caller id is gone. New lost card line: 0808 157 0999", ["GB"])
    assert seen.calls == "in"


@pytest.mark.parametrize(
    ("text", "region", "purpose"),
    [
        ("短信号码：106575550100", "CN", "sms"),
        ("客服电话 106575550100", "CN", "sms"),
        ("Text HELP to 020 7946 0000", "GB", "sms"),
        ("如未收到短信请致电客服95188", "CN", "general"),
        ("听障人士热线 tel: 010-66194114", "CN", "tty"),
        ("TTY/TDD: 1-800-555-0100", "US", "tty"),
        ("For the hearing impaired, call 1-800-555-0100", "US", "tty"),
        ("耳の不自由なお客様 電話：03-1234-5678", "JP", "tty"),
        ("FAX 番号：03-1234-5678", "JP", "fax"),
        ("팩스: 02-123-4567", "KR", "fax"),
        ("Télécopie : 01 23 45 67 89", "FR", "fax"),
        ("फ़ैक्स: 011 2345 6789", "IN", "fax"),
        ("Kartensperre: Tel 030 23125 000", "DE", "lost_card"),
        ("Carte perdue: 01 23 45 67 89", "FR", "lost_card"),
        ("Tarjeta perdida: 91 123 45 67", "ES", "lost_card"),
        ("카드 분실 신고: 02-123-4567", "KR", "lost_card"),
        ("धोखाधड़ी हेल्पलाइन: 011 2345 6789", "IN", "fraud"),
        ("招商银行客服热线：95555", "CN", "general"),
    ],
)
def test_purposes_are_known_in_the_languages_of_the_pages(text, region, purpose):
    assert [one.purpose for one in sight_numbers(text, (region,))] == [purpose]


@pytest.mark.parametrize(
    ("text", "region", "audience"),
    [
        ("商户热线：95188", "CN", "merchant"),
        ("法人のお客様 電話：03-1234-5678", "JP", "corporate"),
        ("Privatkunden: Tel 030 23125 000", "DE", "personal"),
        ("Entreprises: tél 01 23 45 67 89", "FR", "corporate"),
        ("기업 고객센터: 02-123-4567", "KR", "corporate"),
        ("Platinum line: 020 7946 0000", "GB", "vip"),
    ],
)
def test_an_audience_is_named_by_the_label(text, region, audience):
    assert sight_numbers(text, (region,))[0].audience == audience


@pytest.mark.parametrize(
    ("text", "region", "calls"),
    [
        ("我们将使用 010-66194114 致电您", "CN", "out"),
        ("来电显示为 010-66194114", "CN", "out"),
        ("We use 020 7946 0000 to call you", "GB", "out"),
        ("発信専用電話：03-1234-5678", "JP", "out"),
        ("발신번호: 02-123-4567", "KR", "out"),
        ("如需帮助请拨打客服 95188，我们将尽快联系您", "CN", "in"),
        ("Call us on 020 7946 0000 and we will call you back", "GB", "in"),
    ],
)
def test_a_number_that_calls_you_says_so_on_both_sides_or_in_its_label(text, region, calls):
    assert sight_numbers(text, (region,))[0].calls == calls


@pytest.mark.parametrize(
    ("text", "region", "hours"),
    [
        ("Telefon 030 23125 000 (Mo-Fr 8-18 Uhr)", "DE", "mo-fr 8-18 uhr"),
        ("Tél. 01 23 45 67 89 du lundi au vendredi de 9h à 18h", "FR", "du lundi au vendredi de 9h à 18h"),
        ("Teléfono 91 123 45 67 de lunes a viernes de 9:00 a 18:00", "ES", "de lunes a viernes de 9:00 a 18:00"),
        ("고객센터 1588-0000 (평일 09:00~18:00)", "KR", "평일 09:00~18:00"),
        ("Mon-Fri 9:00-17:00: call 020 7946 0000", "GB", "mon-fri 9:00-17:00"),
        ("0808 157 0100 (24h)", "GB", "24h"),
    ],
)
def test_hours_are_known_in_the_languages_of_the_pages(text, region, hours):
    assert sight_numbers(text, (region,))[0].hours == hours


@pytest.mark.parametrize(
    ("behind", "label"),
    [
        (" (客服热线)", "客服热线"),
        ("（客服热线）", "客服热线"),
        (" — Lost cards", "Lost cards"),
        (" (24h)", ""),
        ("（9:00-18:00）", ""),
        (" or 020 7946 0000", ""),
        ("", ""),
    ],
)
def test_a_label_may_stand_right_behind_a_number(behind, label):
    assert label_behind(behind) == label


@pytest.mark.parametrize(
    ("text", "region", "warned"),
    [
        ("The line 0808 157 0999 is replaced by 020 7946 0018", "GB", [True, False]),
        ("客服热线由 400-123-4567 变更为 400-666-8800", "CN", [True, False]),
        ("고객센터 번호 02-6619-5526 가 02-5463-4468 로 변경됩니다", "KR", [True, False]),
        (
            "문의 번호 1661-0828 번호는 더 이상 사용되지 않습니다. 문의는 1577-7837 로 전화해 주십시오",
            "KR",
            [True, False],
        ),
    ],
)
def test_of_two_numbers_in_a_notice_of_a_move_the_old_one_is_gone(text, region, warned):
    assert [one.is_warned for one in sight_numbers(text, [region])] == warned


def test_the_second_of_two_numbers_has_no_label_of_its_own():
    assert [one.label for one in sight_numbers("Phone: 020 7946 0018 or 0808 157 0999", ["GB"])] == ["Phone", ""]
