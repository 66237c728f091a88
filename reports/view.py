"""What a report shows, in the order in which it shows it; the same for every format."""

from __future__ import annotations

from typing import Literal

from directory.nights import Night
from directory.records import Record
from directory.terms import Level
from reports.words import Lang


class Piece(Record):
    """A stretch of a printed number; `differs` where the other number has other digits."""

    text: str
    differs: bool = False


class Why(Record):
    """One signal that fired: its id, its weight with sign, its reason in the report's language."""

    id: str
    weight: str
    reason: str


class Proof(Record):
    """Where to look. The quote is cut around the number: `before`, `number` ("" where not found), `after`."""

    before: str
    number: str
    after: str
    url: str
    place: str
    layer: str
    snapshot: str


class Card(Record):
    """One finding. was, now: the number of the directory and of the page, () where there is none.

    keys: printed numbers of a matter of several lines. command: what a maintainer types to accept.
    voices: what the provider's pages say of the number, by what they say, with their channels; "" for no number.
    """

    id: str
    level: Level
    provider: str
    name: str
    summary: str
    score: str
    was: tuple[Piece, ...]
    now: tuple[Piece, ...]
    keys: tuple[str, ...]
    page: str
    whys: tuple[Why, ...]
    proofs: tuple[Proof, ...]
    more_proofs: int
    voices: str
    is_new: bool
    command: str


class Bunch(Record):
    """Routine findings of one provider, shown as one line until opened. `command` accepts what may go in bulk."""

    provider: str
    name: str
    cards: tuple[Card, ...]
    command: str


class Row(Record):
    """One line of a list: what happened (`kind`, in words `word`), to whom, to which number or page, and a note."""

    kind: str
    word: str
    provider: str
    name: str
    was: tuple[Piece, ...] = ()
    now: tuple[Piece, ...] = ()
    note: str = ""
    url: str = ""


class Group(Record):
    """Lines under one heading."""

    kind: str
    title: str
    rows: tuple[Row, ...]


class Fact(Record):
    """One figure of the coverage; `is_alarm` where it should be zero or good and is not."""

    label: str
    value: str
    is_alarm: bool = False


class Tally(Record):
    """How many findings of one level wait."""

    level: Level
    word: str
    count: int


class Imprint(Record):
    """What a report rests on, who corrects it, where it is answered.

    contact: a mail or web address, desk: the review desk's, "https://desk.example"; "" where none was set.
    """

    policy: str
    licence: str
    contact: str
    desk: str = ""


class Report(Record):
    """One night as a maintainer reads it. `night` is carried along whole for the JSON.

    when: the run's time for people, in UTC. tallies: levels at which something waits, the pressing first.
    tone: `broken` for a run that proves nothing, else the highest level that waits, `quiet` where none does.
    imprint: closing sentences: whom to write to, how a line is taken down, the policy in force, the data's licence.
    kept: the sentence on numbers that could not be looked at, "" when all could.
    desk: where each finding can be answered, "" where the installation names no desk.
    """

    night: Night
    lang: Lang
    tone: Literal["quiet", "routine", "review", "urgent", "broken"]
    headline: str
    when: str
    tallies: tuple[Tally, ...]
    cards: tuple[Card, ...]
    bunches: tuple[Bunch, ...]
    changes: tuple[Row, ...]
    ours: tuple[Row, ...]
    pages: tuple[Group, ...]
    kept: str
    facts: tuple[Fact, ...]
    redesigned: tuple[str, ...]
    exceptions: tuple[str, ...]
    imprint: tuple[str, ...] = ()
    desk: str = ""
