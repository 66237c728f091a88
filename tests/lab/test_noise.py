from random import Random

from lab.noise import Noise
from lab.world import Line

LINES = (Line(key="+442079460001", printed="020 7946 0001"), Line(key="+442079460002", printed="020 7946 0002"))


def test_each_gap_for_a_number_takes_the_next_line():
    noise = Noise(Random(1), "en", "Kestrel Pay")
    said = [noise.fill("Call {name} on {number}.", LINES) for _ in range(3)]
    assert said == [f"Call Kestrel Pay on 020 7946 000{last}." for last in (1, 2, 1)]


def test_the_same_seed_draws_the_same():
    assert Noise(Random(5), "zh", "青禾支付").fill("{date} {order} {price} {clock}") == Noise(
        Random(5), "zh", "青禾支付"
    ).fill("{date} {order} {price} {clock}")


def test_a_page_has_one_build():
    noise = Noise(Random(5), "ja", "もみじペイ")
    assert noise.build() == noise.build()
    assert noise.token() != noise.token()


def test_dates_are_written_as_the_language_does():
    assert "年" in Noise(Random(1), "zh", "").date()
    assert "년" in Noise(Random(1), "ko", "").date()
