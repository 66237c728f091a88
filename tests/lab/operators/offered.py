"""Three invented providers, English, Chinese and Japanese, and what operators make of their pages."""

from random import Random

from directory.records import Expect, Page, Provider
from lab.planting import operators
from lab.spots import html_of
from lab.world import LabPage, LabProvider, Line, answers_of

PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<link rel="canonical" href="{url}">
<script type="application/ld+json">{{"@type": "Organization", "telephone": "{dial}"}}</script>
</head><body>
<header><a href="/">{name}</a></header>
<main id="main"><h1>{title}</h1>
<section class="panel"><h2>{label}</h2><p>{label}: <a href="tel:{dial}">{printed}</a></p><p>9:00-18:00</p></section>
<ul><li>{second_label}: {second}</li></ul>
</main>
<footer><p>© 2009-2026 {name}. No. 20388127. 12.50</p></footer>
<script>window.token="0123456789abcdef0123456789abcdef";</script>
</body></html>
"""


def a_page(url, language, lines, channel="contact", kind="static"):
    first, second = lines
    fields = {
        "url": url,
        "language": language,
        "name": "Northmoor",
        "title": "Contact",
        "dial": first.key.removeprefix("CN:"),
    }
    shown = {"printed": first.printed, "label": first.label, "second": second.printed, "second_label": second.label}
    body = PAGE.format(**fields, **shown).encode()
    return LabPage(url=url, channel=channel, language=language, kind=kind, media="text/html", body=body, lines=lines)


def a_provider(name, country, language, lines, hotline="published", kind="static"):
    host = f"{name}.example"
    pages = tuple(
        a_page(f"https://www.{host}/{path}", language, lines, channel, kind)
        for path, channel in (("contact.html", "contact"), ("terms.html", "agreement"))
    )
    described = tuple(
        Page(url=one.url, channel=one.channel, language=language, regions=(country,), expect=Expect(least=0, most=9))
        for one in pages
    )
    provider = Provider(
        id=f"{country.lower()}/{name}",
        name="Northmoor",
        kind="bank",
        country=country,
        official_hosts=(host,),
        hotline=hotline,
        pages=described,
    )
    return LabProvider(provider=provider, pages=pages)


ENGLISH_LINES = (
    Line(key="+442079460155", printed="020 7946 0155", label="Customer service"),
    Line(key="+448081570123", printed="0808 157 0123", label="Lost cards"),
)
CHINESE_LINES = (
    Line(key="+864006710155", printed="400-671-0155", label="客服热线"),
    Line(key="CN:954123", printed="954123", label="挂失热线"),
)
JAPANESE_LINES = (
    Line(key="+81120410155", printed="0120-410-155", label="カスタマーセンター"),
    Line(key="+81341230155", printed="03-4123-0155", label="紛失窓口"),
)
AMERICAN_LINES = (
    Line(key="+18005550155", printed="1-800-555-0155", label="Customer service"),
    Line(key="+12125550123", printed="(212) 555-0123", label="Lost cards"),
)
ENGLISH = a_provider("northmoor", "GB", "en", ENGLISH_LINES)
CHINESE = a_provider("qinghe", "CN", "zh", CHINESE_LINES)
JAPANESE = a_provider("tsubame", "JP", "ja", JAPANESE_LINES)
AMERICAN = a_provider("bluejay", "US", "en", AMERICAN_LINES)
ALL = (ENGLISH, CHINESE, JAPANESE)

_OPERATORS = {one.id: one for one in operators()}


def plant(operator, one, seed=1, beside=()):
    """The planting of an operator on a provider whose night also has other providers."""
    return _OPERATORS[operator].plant(one, answers_of((one, *beside)), Random(seed))


def ids_of(module):
    return [one.id for one in module.OPERATORS]


def changed(planting):
    """The source of the first page that a planting changed."""
    return html_of(next(iter(planting.answers.values())))


def before(planting, one):
    """The source of that page as it was."""
    url, _ = next(iter(planting.answers))
    return one.page(url).body.decode()


def added_to(planting, one):
    """What was put into a page that is otherwise as it was; fails where anything else moved."""
    old, new = before(planting, one), changed(planting)
    start = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    end = len(old) - start
    while end and not new.endswith(old[-end:]):
        end -= 1
    assert start + end == len(old), "something else moved"
    return new[start : len(new) - end]


def digits(text):
    return "".join(filter(str.isdigit, text))


def is_in(key, text):
    """Whether the digits of a key stand in a text, its country's left out."""
    return digits(key)[-6:] in digits(text)
