"""The page as it is served, before any script of it runs: it says in which language it is."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages._language import COOKIE, first_language

_STREAMLITS = b'<html lang="en"'


class SaidLanguage:
    """Writes the visitor's language into Streamlit's page, which says of itself that it is English.

    The page's own script sets it too, but loads seconds later on a slow machine: a screen reader would have begun to
    read French as if it were English.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self._app(scope, receive, send)
            return
        is_page = False

        async def send_in_language(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                is_page = headers.get("content-type", "").startswith("text/html")
                if is_page:
                    del headers["etag"], headers["last-modified"]  # of the file, which is the same in every language
            elif is_page and message["type"] == "http.response.body":
                said = _STREAMLITS.replace(b"en", _language(scope).encode())
                message["body"] = message.get("body", b"").replace(_STREAMLITS, said, 1)  # as long as before
            await send(message)

        await self._app(_asked_whole(scope), receive, send_in_language)


def _language(scope: Scope) -> str:
    request = Request(scope)
    return first_language(request.cookies.get(COOKIE), request.headers.get("accept-language"))


def _asked_whole(scope: Scope) -> Scope:
    """The request for a page: not only if it has changed, and as it is written."""
    left_out = {b"if-none-match", b"if-modified-since", b"accept-encoding", b"range"}
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in left_out]}
