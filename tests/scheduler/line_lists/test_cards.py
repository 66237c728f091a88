import io

import pytest

from scheduler.line_lists.cards import read_cards
from scheduler.line_lists.listed import MOST_LINE_CHARS

CARD = """BEGIN:VCARD
VERSION:3.0
N:;;;;
FN:Example Pay
ORG:Example Pay Ltd;Support
TEL;TYPE=CELL:020 7946 0018
item1.TEL;TYPE=pref:+44 20 7946
  0019
item1.X-ABLabel:_$!<Lost cards>!$_
TEL;TYPE="work,fax":020 7946 0020
URL;TYPE=WORK:https://pay.example/
ADR;TYPE=WORK:;;1 Invented Street;London;;N1;GB
PHOTO;ENCODING=b;TYPE=JPEG:AAAA
 BBBB:CCCC
END:VCARD
"""


def cards(text):
    return list(read_cards(io.StringIO(text)))


def test_every_tel_of_a_card_is_read_with_its_types_label_and_folded_lines():
    one, two, fax = cards(CARD)
    assert (one.place, one.names) == ("card 1, line 1", ("Example Pay Ltd", "Example Pay"))
    assert (one.number, one.url, one.country) == ("020 7946 0018", "https://pay.example/", "GB")
    assert (two.number, two.label) == ("+44 20 7946 0019", "Lost cards")
    assert (fax.number, fax.purpose) == ("020 7946 0020", "fax")


def test_an_old_card_in_a_charset_of_its_own_is_read():
    [one] = cards(
        "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D6=A7=\n=B8=B6=B1=A6\n"
        "TEL;WORK;VOICE:95188\nEND:VCARD\n"
    )
    assert (one.names, one.number) == (("支付宝",), "95188")


def test_a_version_four_card_gives_its_tel_as_a_link():
    [one] = cards(
        'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Example Pay\r\nTEL;VALUE=uri;TYPE="voice,work":tel:+44-20-7946-0018\r\nEND:VCARD\r\n'
    )
    assert one.number == "tel:+44-20-7946-0018"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("BEGIN:VCARD\nFN:x\nTEL:95188\n", "END:VCARD"),
        ("BEGIN:VCARD\nFN:x\nTEL 95188\nEND:VCARD\n", "colon"),
        ("hello\n" + CARD, "outside of a card"),
        ("BEGIN:VCARD\nFN:x\nTEL:" + "9" * MOST_LINE_CHARS + "\nEND:VCARD\n", "longer than"),
        ("BEGIN:VCARD\nFN:x\nTEL:\nEND:VCARD\n", "empty TEL"),
        ("BEGIN:VCARD\nFN;CHARSET=klingon;ENCODING=QUOTED-PRINTABLE:=D6\nTEL:95188\nEND:VCARD\n", "no card"),
    ],
)
def test_what_cannot_be_read_is_given_with_its_fault(text, fault):
    assert any(fault in one.fault for one in cards(text))


def test_a_broken_card_does_not_take_the_next_one_with_it():
    found = cards("BEGIN:VCARD\nFN:x\n" + CARD)
    assert [one.number for one in found if not one.fault] == ["020 7946 0018", "+44 20 7946 0019", "020 7946 0020"]


def test_a_card_without_a_number_is_not_lost():
    [one] = cards("BEGIN:VCARD\nVERSION:3.0\nFN:Example Pay\nEND:VCARD\n")
    assert (one.names, one.number) == (("Example Pay",), "")
