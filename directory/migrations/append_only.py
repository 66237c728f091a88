"""The triggers that keep `decisions` append-only, as schema 0001 made them; SQL, by dialect.

The one on insert is no ornament: SQLite's INSERT OR REPLACE deletes the old row without firing a delete trigger.
"""

from __future__ import annotations

TRIGGERS = {
    "sqlite": (
        (
            "CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions "
            "BEGIN SELECT RAISE(ABORT, 'decisions are append-only: update refused'); END"
        ),
        (
            "CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions "
            "BEGIN SELECT RAISE(ABORT, 'decisions are append-only: delete refused'); END"
        ),
        (
            "CREATE TRIGGER decisions_in_turn BEFORE INSERT ON decisions "
            "WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM decisions) "
            "BEGIN SELECT RAISE(ABORT, 'decisions are append-only: a decision takes the next number'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE FUNCTION refuse_decision_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION 'decisions are append-only: % refused', lower(TG_OP); END $$"
        ),
        (
            "CREATE FUNCTION refuse_decision_out_of_turn() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN IF NEW.seq IS DISTINCT FROM (SELECT coalesce(max(seq), 0) + 1 FROM decisions) THEN "
            "RAISE EXCEPTION 'decisions are append-only: a decision takes the next number'; END IF; RETURN NEW; END $$"
        ),
        (
            "CREATE TRIGGER decisions_no_rewrite BEFORE UPDATE OR DELETE ON decisions "
            "FOR EACH ROW EXECUTE FUNCTION refuse_decision_rewrite()"
        ),
        (
            "CREATE TRIGGER decisions_no_truncate BEFORE TRUNCATE ON decisions "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_decision_rewrite()"
        ),
        (
            "CREATE TRIGGER decisions_in_turn BEFORE INSERT ON decisions "
            "FOR EACH ROW EXECUTE FUNCTION refuse_decision_out_of_turn()"
        ),
    ),
}
