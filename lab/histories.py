"""Two real histories told to the program night by night: a directory's six years, and documents that changed.

Every organisation, and every document, is a provider with one official page; what is right of a night is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from directory.records import Expect, Page, Provider
from directory.terms import Channel, Kind
from lab.documents import Document, Version
from lab.past import Shown
from lab.world import LabPage, LabProvider, World

# What the directory's folders are in our words; every other is `other`.
KINDS: Mapping[str, Kind] = {
    "金融银行": "bank",
    "证券保险": "insurer",
    "通讯服务": "carrier",
    "政府机构": "government",
    "电商购物": "retail",
    "电子商户": "retail",
}
ANY_COUNT = Expect(least=0, most=400)


def ids_of(names: Iterable[str], country: str, stem: str) -> dict[str, str]:
    """A provider id for each name, by its place in their order: `cn/org-017`."""
    return {name: f"{country}/{stem}-{place:03}" for place, name in enumerate(sorted(set(names)), start=1)}


def organisations(night: Shown, ids: Mapping[str, str], kinds: Mapping[str, Kind]) -> World:
    """Every organisation of a night as a provider with one page, which shows its numbers one a line.

    ids: organisation → provider id, the same on every night. kinds: organisation → what it is. Whose name begins
    with another's belongs together with it, as a bank's card centre does.
    """
    return tuple(
        _provider(
            org, ids[org], kinds[org], _page(ids[org], "zh", "CN", "contact.html", _list_of(org, numbers)),
            group=min((other for other in night.pages if org.startswith(other)), key=len),
        )
        for org, numbers in sorted(night.pages.items())
    )  # fmt: skip


def documents(version: Version, rows: Iterable[Document], ids: Mapping[str, str]) -> World:
    """Every document of a night as a provider with one agreement page of plain text."""
    return tuple(
        _provider(row.service, ids[row.id], "other", _page(ids[row.id], "en", "US", "terms.txt", version.texts[row.id]))
        for row in rows
    )


def _list_of(org: str, numbers: Iterable[str]) -> str:
    lines = "".join(f"<li>客服热线：{escape(number)}（24小时）</li>" for number in numbers)
    return f"""<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(org)} 联系我们</title></head>
<body><main><h1>{escape(org)}</h1><p>感谢您使用{escape(org)}的服务。如有问题，请通过以下方式与我们联系，我们将尽快处理。</p>
<ul>{lines}</ul></main></body></html>"""


def _page(name: str, language: str, region: str, file: str, text: str) -> tuple[LabPage, Page]:
    url = f"https://www.{name.partition('/')[2]}.example/{file}"
    channel: Channel = "contact" if file.endswith(".html") else "agreement"
    media = "text/html" if file.endswith(".html") else "text/plain"
    described = Page(url=url, channel=channel, language=language, regions=(region,), expect=ANY_COUNT)
    body = text.encode()
    return LabPage(url=url, channel=channel, language=language, kind="static", media=media, body=body), described


def _provider(called: str, name: str, kind: Kind, page: tuple[LabPage, Page], group: str = "") -> LabProvider:
    shown, described = page
    provider = Provider(
        id=name,
        name=called,
        kind=kind,
        country=described.regions[0],
        official_hosts=(f"{name.partition('/')[2]}.example",),
        hotline="published",
        group=group,
        pages=(described,),
    )
    return LabProvider(provider=provider, pages=(shown,))
