from datetime import UTC, datetime, timedelta

import pytest

from directory.decisions import Decision
from directory.records import Entry
from scheduler.cli.attestations import attestations_of, print_attestations
from scheduler.proofs import keep_proof, make_proof

NOW = datetime(2026, 11, 23, tzinfo=UTC)
KEY = "+442079460123"
PROOF = make_proof(b"a letter")


@pytest.fixture
def data(tmp_path):
    keep_proof(PROOF, tmp_path)
    return tmp_path


def said(seq=1, *, days=30, ground=PROOF.digest, **more):
    until = (NOW.date() + timedelta(days=days)).isoformat()
    statement = {"on": "2026-01-01", "until": until, "file": "x.txt", "cuts": 0, "purpose": "", "label": ""}
    basis = {"attested": statement}
    provider = "gb/example-pay"
    return Decision(
        seq=seq, kind="attest", provider=provider, who="1", via="shell", at=NOW, reason="x", key=KEY, ground=ground,
        basis=basis, **more,
    )  # fmt: skip


def a_line(status):
    return Entry(id=1, provider="gb/example-pay", key=KEY, status=status, decision=1)


@pytest.mark.parametrize(
    ("statement", "state"),
    [
        (said(), "in_force"),
        (said(waits_for="second_person"), "waits"),
        (said(days=0), "expired"),
        (said(ground="0" * 64), "gone"),
    ],
)
def test_a_statement_says_where_it_stands(data, statement, state, capsys):
    found = attestations_of([statement], [a_line("verified")], data, NOW.date())
    assert [one.state for one in found] == [state]
    print_attestations(found, "en")
    assert "+44 20 7946 0123" in capsys.readouterr().out


def test_the_latest_statement_on_a_line_counts_and_an_ended_line_has_none(data):
    both = [said(waits_for="cooling_off"), said(2)]
    assert [(one.decision, one.state) for one in attestations_of(both, [a_line("verified")], data, NOW.date())] == [
        (2, "in_force")
    ]
    assert attestations_of(both, [a_line("retired")], data, NOW.date()) == []
