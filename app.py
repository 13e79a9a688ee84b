"""The Streamlit door: the screens of pages/, the app's own routes, the headers of every answer."""

import asyncio
import secrets
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import community as _community  # noqa: F401 - whole, before two threads import parts of it at once: its parts import each other
from errors import CafeError, NotFound
from pages._reruns import deliver_before_the_next_run
from pages._served import ServedPage
from pipelines.live_route import live_route
from pipelines.spoken_routes import spoken_routes
from pipelines.stopping import stop_in_time
from vocabulary import now

if TYPE_CHECKING:
    from pipelines.house import House
    from pipelines.live import LiveDesk
    from pipelines.speaking import SpeakingDesk
    from vocabulary import Language

HERE = Path(__file__).parent
FONTS = Path(sys.prefix) / "share" / "cafe" / "fonts"  # made by `make setup` where npm is

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' blob:; img-src 'self' data: blob:; "
    "media-src 'self' blob: data:; connect-src 'self' ws: wss: blob: data:; font-src 'self' data:; "
    "worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'self'; object-src 'none'"
)
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "permissions-policy": "microphone=(self), camera=(self), geolocation=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}
_A_YEAR = 365 * 24 * 3600  # seconds
_AFTER_THE_FIRST_PAGE_S = 1.5  # on two cores what starts with it slows it down


class Headers:
    """Adds the headers to every answer, and the visit's cookie to the page of a browser that has none."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                _lead_back(scope, message, headers)
                if headers.get("content-type", "").startswith("text/html"):
                    _give_visit(scope, headers)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _visit(request: HTTPConnection) -> str | None:
    from pages._visit import first_of

    return first_of(request.cookies)


def _give_visit(scope: Scope, headers: MutableHeaders) -> None:
    """Under a name of its own each time: of two pages asked for at once, the second would take away the first's."""
    from pages._visit import COOKIE

    if _visit(Request(scope)) is not None:
        return
    name = f"{COOKIE}_{time.time_ns():020d}"
    secure = "; Secure" if scope["scheme"] == "https" else ""
    attributes = f"Path=/; Max-Age={_A_YEAR}; HttpOnly; SameSite=Lax{secure}"
    headers.append("set-cookie", f"{name}={secrets.token_urlsafe(24)}; {attributes}")


def _lead_back(scope: Scope, message: Message, headers: MutableHeaders) -> None:
    """Let the café say what became of a sign-in that did not succeed: Streamlit shows an English line, or nothing."""
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    why = ""
    if scope["path"] == "/auth/login" and message["status"] >= 400:
        why = "unreachable"
    elif scope["path"] == "/oauth2callback" and asked and not _signs_in(headers):
        why = "denied" if asked.get("error") == ["access_denied"] else "failed"
    if why:
        message["status"] = 303
        headers["location"] = f"/?sign-in={why}"


def _signs_in(headers: MutableHeaders) -> bool:
    """Whether the browser is given Streamlit's cookie of who signed in."""
    return any(
        one.startswith("_streamlit_user=") and not one.startswith('_streamlit_user="";')
        for one in headers.getlist("set-cookie")
    )


def _secrets() -> dict[str, Any] | None:
    """What Streamlit's own sign-in needs; None where there is no provider, or where the page says what is wrong."""
    from pipelines.signing_in import secrets_of
    from settings import Settings

    try:
        return secrets_of(Settings.read())
    except CafeError:
        return None


def _desk() -> "SpeakingDesk":
    from pages._house import house

    return house().desk


async def wall_now(request: Request) -> Response:
    """What the wall of an atelier shows at this moment: what any guest may see of it."""
    from pages._house import house
    from pipelines.walling import wall_as_json

    wall = await run_in_threadpool(house().community.walls.of_atelier, request.path_params["atelier"])
    return JSONResponse(wall_as_json(wall), headers={"cache-control": "no-store"})


async def stop_letters(request: Request) -> Response:
    """The link at the end of a letter. Opening it leads to a button: mail programs open links to look at them."""
    token = request.path_params["token"]
    if request.method != "POST":
        return RedirectResponse(f"/notices?stop={quote(token, safe='')}", status_code=303)
    from pages._house import house

    await run_in_threadpool(house().community.mail.stop, token)
    return Response(status_code=204)


async def agenda_feed(request: Request) -> Response:
    """The agenda, or one space's, as iCalendar."""
    from pages._house import house

    return await run_in_threadpool(_agenda_feed, house(), request.query_params.get("space"), _language_of(request))


def _agenda_feed(house: "House", space: str | None, language: "Language") -> Response:
    from pipelines.feed import PAST_KEPT, calendar_of

    community = house.community
    if space is not None:
        community.spaces.get(space)
    found = community.agenda.since(now() - PAST_KEPT, space=space)
    base_url = house.settings.base_url
    return _calendar(calendar_of(found, base_url=base_url, spaces=community.spaces, language=language))


async def one_activity(request: Request) -> Response:
    """One activity as iCalendar."""
    from pages._house import house
    from pipelines.feed import calendar_of

    def written() -> bytes:
        found, spaces = house().community.agenda.get(request.path_params["id"]), house().community.spaces
        return calendar_of([found], base_url=house().settings.base_url, spaces=spaces, language=_language_of(request))

    return _calendar(await run_in_threadpool(written))


def _calendar(written: bytes) -> Response:
    return Response(written, media_type="text/calendar; charset=utf-8", headers={"cache-control": "no-cache"})


def _language_of(request: Request) -> "Language":
    return "en" if request.query_params.get("lang") == "en" else "fr"


def _live_desk() -> "LiveDesk":
    from pages._house import house

    return house().live


async def refused(_request: Request, error: Exception) -> Response:
    """A route's own error: not found, or not possible for the moment."""
    return JSONResponse({"error": str(error)}, status_code=404 if isinstance(error, NotFound) else 503)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any] | None]:
    """Open the house while the first visitor's page loads, and close it after the last."""
    stop_in_time()
    opening = asyncio.create_task(run_in_threadpool(_open_house))
    yield None
    opened = await opening
    if opened is not None:
        opened.close()


def _open_house() -> "House | None":
    """The house, warming; None where it cannot be opened, which the page says in the visitor's language."""
    from pages._house import house

    try:
        opened = house()
    except CafeError:
        return None
    opened.listening.warm_up()
    opened.get_ready_to_speak(after_s=_AFTER_THE_FIRST_PAGE_S)
    _let_demonstration_go_on(opened)
    opened.understanding.start()
    _ = opened.postman  # begins to send what is due, where there is a mail server
    return opened


def _let_demonstration_go_on(house: "House") -> None:
    """Without it, the agenda of a demonstration that was loaded long ago would be out of date."""
    from community import demonstration

    with suppress(CafeError):
        demonstration.go_on(house.community)


deliver_before_the_next_run()

app = st.App(
    str(HERE / "pages" / "main.py"),
    lifespan=lifespan,
    routes=[
        *spoken_routes(_desk),
        Route("/walls/{atelier}.json", wall_now),
        Route("/stop/{token}", stop_letters, methods=["GET", "POST"]),
        Route("/agenda.ics", agenda_feed),
        Route("/agenda/{id}.ics", one_activity),
        live_route(_live_desk, visit=_visit),
        Mount("/fonts", StaticFiles(directory=FONTS, check_dir=False)),
    ],
    middleware=[Middleware(Headers), Middleware(ServedPage)],
    exception_handlers={CafeError: refused},
    secrets=_secrets(),
)

if __name__ == "__main__":
    app.run()
