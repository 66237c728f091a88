from reports.delivery.trouble import NotDelivered


def test_trouble_on_the_way_is_told_in_words():
    assert str(NotDelivered("mail.example:25: refused")) == "mail.example:25: refused"
