from datetime import UTC, datetime, timedelta

from directory.promises import Detection

NIGHT = datetime(2026, 11, 20, 2, tzinfo=UTC)


def test_what_was_found_can_have_stood_there_since_the_last_look_without_it():
    told = {"finding": "a", "provider": "gb/example-pay", "matter": "addition", "level": "review"}
    assert Detection(before=NIGHT, found=NIGHT + timedelta(hours=25, minutes=30), **told).hours == 25.5
