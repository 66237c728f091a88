from msgspec.structs import replace

from directory.findings import Voice
from reports.cards import make_cards


def test_the_pressing_come_first_and_many_routine_ones_are_bunched(busy_night):
    cards, bunches = make_cards(busy_night, (), "en")
    assert [card.level for card in cards] == ["urgent", "review", "review", "review"]
    assert [card.score for card in cards] == ["6.5", "2.0", "1.5", "1.0"]
    assert [(bunch.name, len(bunch.cards)) for bunch in bunches] == [("Pouch", 15), ("Cashbox", 15)]


def test_few_routine_findings_are_read_one_by_one(busy_night):
    routine = [finding for finding in busy_night.findings if finding.level == "routine"]
    cards, bunches = make_cards(replace(busy_night, findings=tuple(routine[:5])), (), "en")
    assert len(cards) == 5
    assert bunches == ()


def test_what_an_earlier_report_showed_stands_behind_the_new_of_its_level(busy_night):
    cards, _ = make_cards(busy_night, {"77aa01bc33de"}, "en")
    assert [card.id for card in cards if not card.is_new] == ["77aa01bc33de"]
    assert cards[-1].id == "77aa01bc33de"


def test_a_card_carries_the_command_that_answers_it(busy_night):
    cards, bunches = make_cards(busy_night, (), "en")
    assert cards[0].level == "urgent"
    assert cards[0].command == 'hotlinewatch reject 3f2a9c1b0d4e --by YOU --reason "why you are sure"'
    assert bunches[0].command == 'hotlinewatch accept --provider ph/pouch --by YOU --reason "why you are sure"'


def test_reasons_come_in_the_language_asked_for_the_heaviest_first(busy_night):
    cards, _ = make_cards(busy_night, (), "zh")
    assert [(why.weight, why.reason) for why in cards[0].whys] == [
        ("+3.5", "与已收录的号码只差一位。"),
        ("+3.0", "文字与拨号链接不一致。"),
    ]


def test_a_removal_shows_the_listed_number_and_none_on_the_page(busy_night):
    cards, _ = make_cards(busy_night, (), "en")
    removal = next(card for card in cards if card.provider == "in/phonetill")
    assert "".join(piece.text for piece in removal.was) == "+91 80 6872 7374"
    assert removal.now == ()


def test_evidence_beyond_three_places_is_counted(busy_night):
    finding = busy_night.findings[0]
    many = replace(finding, evidence=finding.evidence * 5)
    cards, _ = make_cards(replace(busy_night, findings=(many,)), (), "en")
    assert (len(cards[0].proofs), cards[0].more_proofs) == (3, 2)


def test_a_card_tells_what_each_channel_says_of_the_number(busy_night):
    says = ["agrees", "agrees", "names_others", "unread"]
    channels = ["help", "help", "agreement", "app_listing"]
    voices = tuple(
        Voice(page=f"https://pay.example/{place}", channel=channel, says=word)
        for place, (channel, word) in enumerate(zip(channels, says, strict=True))
    )
    night = replace(busy_night, findings=(replace(busy_night.findings[0], voices=voices),))
    (card,), _ = make_cards(night, (), "en")
    assert card.voices == "agree: help ×2 · name other numbers: agreement · not read: app_listing"
    (card,), _ = make_cards(night, (), "zh")
    assert card.voices == "一致: help ×2 · 写的是其他号码: agreement · 未读取: app_listing"
