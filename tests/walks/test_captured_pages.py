"""Hostile captured pages in a real browser: behind both walls, and behind each of them alone."""

from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from reports.console.captured import answer_captured
from reports.console.replay import HEADERS, Sought, replay_page
from reports.console.tokens import Opens, sign_token
from tests.reports.console.test_replay import HOSTILE
from tests.walks.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("browser_thread")]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KEY = b"k" * 32
MARK = "ran-a-script"
# What a page may try beside the list of ways: reach the desk, its cookie, its window, or whoever listens.
OUT = f"""<script>document.title = "{MARK}"; parent.document.title = "{MARK}"; top.location = "/reached?by=top";
new Image().src = "/reached?by=image"; fetch("/reached?by=fetch"); localStorage.x = document.cookie</script>
<img src="/reached?by=tag"><link rel=stylesheet href="/reached?by=link"><style>@import "/reached?by=import";
body {{ background: url(/reached?by=background) }} @font-face {{ font-family: x; src: url(/reached?by=font) }} p {{ font-family: x }}</style>
<meta http-equiv=refresh content="0;url=/reached?by=refresh"><iframe src="/reached?by=frame"></iframe>
<form id=f action="/reached?by=form"><input autofocus onfocus="f.submit()"></form><body onload="document.title = '{MARK}'">
<object data="/reached?by=object"></object><video src="/reached?by=video" autoplay></video><p>Call 020 7946 0018</p>"""
PAGE = OUT + "".join(one.replace("alert(1)", f"document.title='{MARK}'") for one in HOSTILE if "plaintext" not in one)


class World:
    """A desk's page that frames one captured page, and whatever reached the server besides."""

    def __init__(self):
        self.reached = []
        self.body = ""
        self.headers = {}

    def app(self):
        async def show(request):
            token = request.path_params["token"]
            return answer_captured(token, KEY, NOW, lambda _, sought: replay_page(PAGE, sought))

        async def reach(request):
            self.reached.append(str(request.url))
            return Response(b"", 204)

        async def raw(_request):
            return Response(self.body, 200, self.headers)

        async def desk(request):
            sandbox = request.query_params["sandbox"]
            html = f'<title>desk</title><iframe {sandbox} src="{request.query_params["src"]}" width=800 height=600></iframe>'
            return Response(html, 200, {"Content-Type": "text/html", "Set-Cookie": "session=secret"})

        routes = [Route("/reached", reach, methods=["GET", "POST"]), Route("/raw", raw), Route("/desk", desk)]
        return Starlette(routes=[Route("/captured/{token}", show), *routes])


@pytest.fixture(scope="module")
def world():
    found = World()
    with served(found.app()) as address:
        found.address = address
        yield found


def visit(browser, world, path):
    """What a visit to a page left behind: titles of all frames, addresses of all frames, what the console said."""
    del world.reached[:]
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    try:
        page = context.new_page()
        said = []
        page.on("console", lambda message: said.append(message.text))
        page.on("dialog", lambda dialog: (said.append("dialog"), dialog.dismiss()))
        page.goto(world.address + path)
        page.wait_for_load_state("networkidle")
        titles = [page.title(), *(frame.title() for frame in page.frames)]
        return titles, [frame.url for frame in page.frames], said
    finally:
        context.close()


def framed(src, sandbox="sandbox"):
    return f"/desk?sandbox={sandbox}&src={src.replace('#', '%23')}"


def captured():
    return "/captured/" + sign_token(Opens(snapshot="a" * 64, digits="2079460018"), KEY, NOW)


def test_a_hostile_capture_runs_nothing_asks_nobody_and_stays_where_it_is(browser, world):
    for path in (captured(), framed(captured())):
        titles, urls, said = visit(browser, world, path)
        assert MARK not in titles
        assert world.reached == []
        assert urls[-1] == world.address + captured()
        # The page's own styles stay, and what they would load is refused; nothing else was left to refuse.
        assert {one.partition("'")[0] for one in said} <= {
            "Loading the stylesheet ",
            "Loading the font ",
            "Loading the image ",
        }


def test_the_route_alone_holds_where_the_list_would_let_everything_through(browser, world):
    world.body, world.headers = PAGE, HEADERS
    for path in ("/raw", framed("/raw", sandbox="data-x")):
        titles, urls, said = visit(browser, world, path)
        assert MARK not in titles
        assert world.reached == []
        assert [url for url in urls if url.startswith(world.address)][-1] == world.address + "/raw"
        assert any("Content Security Policy" in one or "sandboxed" in one for one in said)


def test_the_list_alone_holds_where_the_route_would_let_everything_through(browser, world):
    world.body, world.headers = replay_page(PAGE, Sought()), {"Content-Type": "text/html; charset=utf-8"}
    titles, _urls, said = visit(browser, world, "/raw")
    assert MARK not in titles
    assert "dialog" not in said
    # The page's own styles stay, and only the route's policy keeps them from loading.
    assert {url.partition("?by=")[2] for url in world.reached} <= {"import", "background", "font"}


def test_without_either_the_same_page_does_run_and_reach(browser, world):
    world.body = f'<script>document.title = "{MARK}"</script><img src="/reached?by=tag">'
    world.headers = {"Content-Type": "text/html; charset=utf-8"}
    titles, _urls, _said = visit(browser, world, "/raw")
    assert MARK in titles
    assert [url.partition("?by=")[2] for url in world.reached] == ["tag"]
