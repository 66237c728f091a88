"""The triggers that keep `entries` to what decisions said, as schema 0005 made them; SQL, by dialect.

Constraints of the table say that a verified line names a decision that is there; these say that it is one that verifies.
"""

from __future__ import annotations

_OTHERWISE = (
    "NEW.status = 'verified' AND EXISTS "
    "(SELECT 1 FROM decisions WHERE seq = NEW.decision AND kind NOT IN ('accept', 'attest'))"
)
_SAID = "a line is verified by a decision that accepts or attests it"

TRIGGERS = {
    "sqlite": (
        *(
            (
                f"CREATE TRIGGER entries_verified_{when.lower()} BEFORE {when} ON entries "
                f"WHEN {_OTHERWISE} BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
            )
            for when in ("INSERT", "UPDATE")
        ),
        (
            "CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries "
            "BEGIN SELECT RAISE(ABORT, 'a line is retired, never deleted'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE FUNCTION refuse_undecided_line() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN IF {_OTHERWISE} THEN "
            f"RAISE EXCEPTION '{_SAID}' USING ERRCODE = '23000'; END IF; RETURN NEW; END $$"
        ),
        (
            "CREATE TRIGGER entries_verified BEFORE INSERT OR UPDATE ON entries "
            "FOR EACH ROW EXECUTE FUNCTION refuse_undecided_line()"
        ),
        (
            "CREATE FUNCTION refuse_lost_line() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'a line is retired, never deleted' USING ERRCODE = '23000'; END $$"
        ),
        ("CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries FOR EACH ROW EXECUTE FUNCTION refuse_lost_line()"),
        (
            "CREATE TRIGGER entries_no_truncate BEFORE TRUNCATE ON entries "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_lost_line()"
        ),
    ),
}
