"""A night and its directory, as a run leaves them in the store; invented, with numbers set aside for fiction."""

from datetime import UTC, datetime

from directory.findings import Evidence, Finding, Hit
from directory.nights import Night, Run
from directory.records import Entry
from directory.store import Store

PAGE = "https://help.pay.example/contact"
AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
LISTED = "+442079460018"
PLANTED = "+449098790000"
OTHER = "+442079460123"


def a_finding(name: str, number: str, *, level: str = "review", is_bulkable: bool = False, **given) -> Finding:
    quote = f"Call {number} \x1b[31m\u202enow"
    return Finding(
        **{
            "id": name,
            "provider": "gb/example-pay",
            "matter": "addition",
            "level": level,
            "score": 4.0,
            "number": number,
            "keys": (number,),
            "signals": (Hit(id="premium_rate", weight=4.0, reason={"en": "costs the caller", "zh": "收费号码"}),),
            "evidence": (Evidence(url=PAGE, snapshot="5" * 64, place="main/p[1]", layer="visible", quote=quote),),
            "ground": "9" * 64,
            "summary": {"en": "check this new number", "zh": "请核对新号码"},
            "is_bulkable": is_bulkable,
        }
        | given
    )


FINDINGS = (
    a_finding("a" * 12, PLANTED, level="urgent"),
    a_finding("b" * 12, LISTED, level="routine", is_bulkable=True),
    a_finding("bc" * 6, OTHER),
)
ENTRIES = (
    Entry(
        id=0, provider="gb/example-pay", key=LISTED, status="candidate", presence="seen", last_seen=AT, pages=(PAGE,)
    ),
    Entry(id=0, provider="cn/alipay", key="CN:95188", status="candidate", label="客服热线", purpose="fraud"),
)


def a_night(run_id: str = "2026-11-20T030000Z-1", at: datetime = AT, findings: tuple[Finding, ...] = FINDINGS) -> Night:
    run = Run(
        id=run_id,
        at=at,
        providers=1,
        pages=1,
        fetched=1,
        unchanged=0,
        failed=0,
        held=(),
        canary="seen",
        reference="7" * 64,
    )
    return Night(run=run, findings=findings, names={"gb/example-pay": "Example Pay"})


def store_night(home, night: Night | None = None, entries: tuple[Entry, ...] = ENTRIES) -> None:
    """Leave a closed run in the installation's store, and two accounts."""
    (home / "data").mkdir(exist_ok=True)
    told = night or a_night()
    with Store.open(f"sqlite:///{home / 'data' / 'directory.db'}") as store:
        store.begin_run(told.run.id, told.run.at, "inputs", {})
        if night is None:
            store.seed_candidates(entries)
            store.add_account("ann", "reviewer", None, AT)
            store.add_account("vic", "viewer", None, AT)
        store.close_run(told.run.id, told)
