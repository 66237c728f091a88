import pytest

from tests.verifier.cases import CONTACT, LISTED, NEW, a_case, a_reading, a_sighting, an_entry, keys_of, on_contact
from verifier.signals import remote_control

SAYS = "Install AnyDesk and call us"


def beside(text, key=NEW, **more):
    return a_sighting(key, around=text, **more)


@pytest.mark.parametrize(
    "text",
    [
        "Install AnyDesk and call +44 808 157 0967",
        "Open Team Viewer QuickSupport and read us the id",
        "Our technician will take control of your computer",
        "Share your screen with our agent",
        "请下载向日葵远程软件并拨打客服",
        "客服会指导您共享屏幕办理退款",
        "お電話の上、画面共有をしてください",
        "팀뷰어를 설치하고 원격 제어를 허용하세요",
        "एनीडेस्क डाउनलोड करें",
        "Descargue AnyDesk para compartir pantalla",
    ],
)
def test_a_program_that_takes_over_the_screen_is_suspected(text):
    assert keys_of(remote_control.check, on_contact(beside(text))) == [NEW]


@pytest.mark.parametrize(
    "text",
    [
        "Never install AnyDesk or TeamViewer for a caller. Call +44 808 157 0967",
        "We will not ask you to share your screen",
        "Replace the battery of your remote control, or call",
        "Call about screen repair: +44 808 157 0967",
        "Move from desk to desk and keep your line",
        "Beware of fraudsters who use remote access tools",
        "Touch the screen to call",
        "Remote areas: call the satellite line",
        "请勿与他人共享屏幕，谨防诈骗",
        "向日葵路12号 电话",
        "屏幕维修热线",
        "遠隔操作アプリを入れないでください",
        "화면 공유 앱을 설치하지 마세요",
        "कृपया स्क्रीन शेयर न करें",
        "No comparta su pantalla con nadie",
    ],
)
def test_what_honest_pages_say_is_not_suspected(text):
    assert keys_of(remote_control.check, on_contact(beside(text))) == []


def test_a_listed_line_is_not_asked_about():
    case = on_contact(beside(SAYS), beside(SAYS, LISTED), entries=[an_entry(LISTED), an_entry(NEW)])
    assert keys_of(remote_control.check, case) == []


def test_a_number_elsewhere_on_the_page_is_not_meant():
    assert keys_of(remote_control.check, on_contact(beside(SAYS, LISTED), beside("Customer service"))) == []


def test_what_the_pages_said_around_their_numbers_before_is_their_own_way_to_speak():
    before = {CONTACT: a_reading(beside(SAYS, LISTED))}
    assert keys_of(remote_control.check, a_case(now={CONTACT: a_reading(beside(SAYS))}, before=before)) == []
