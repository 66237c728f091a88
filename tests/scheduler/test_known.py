from scheduler.config import load_settings
from scheduler.known import claim_json, known_now, with_findings, with_register
from scheduler.opened import providers_of
from tests.scheduler.cli.nights import LISTED, PLANTED, store_night
from verifier.claim import Claim


def known_in(home):
    settings = load_settings(home / "hotlinewatch.toml", {})
    return known_now(settings, providers_of(settings))


def test_without_a_directory_the_claims_that_came_with_the_program_are_known(home):
    known = known_in(home)
    assert LISTED in known.listed
    assert {entry.status for entry in known.entries} == {"candidate"}
    assert known.asked == ()


def test_a_number_that_a_signal_suspects_tonight_is_no_mere_candidate(home):
    store_night(home)
    known = known_in(home)
    plain = Claim(number="+442079460999", provider="gb/example-pay", verdict="candidate", score=0.0, reasons=())
    asked_of = Claim(number=PLANTED, provider="gb/example-pay", verdict="candidate", score=0.0, reasons=())
    assert with_findings(plain, known) == (plain, [])
    claim, asked = with_findings(asked_of, known)
    assert (claim.verdict, claim.score, [one.number for one in asked]) == ("suspicious", 4.0, [PLANTED])
    told = claim_json(claim, "zh", asked)
    assert told["reasons"] == [{"id": "premium_rate", "weight": 4.0, "reason": "收费号码"}]


def test_report_lists_are_asked_about_the_number_of_a_claim_and_no_other(run, home):
    (home / "own.txt").write_text("020 7946 0123\n020 7946 0125\n", encoding="utf-8")
    run("import", "own.txt", "--as", "reports", "--source", "own", "--date", "2026-10-01", "--region", "GB", "--quiet")
    settings = load_settings(home / "hotlinewatch.toml", {})
    with with_register(known_now(settings, providers_of(settings)), settings) as known:
        assert known.reference_for(["+442079460123", "+442079460124"]).reported == {
            "+442079460123": ("own 2026-10-01 (×1)",)
        }
        assert known.reference.reported == {}


def test_without_a_directory_there_is_no_report_list(home):
    settings = load_settings(home / "hotlinewatch.toml", {})
    with with_register(known_now(settings, providers_of(settings)), settings) as known:
        assert known.reference_for(["+442079460123"]).reported == {}
