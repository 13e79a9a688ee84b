"""The page as it is served, before any script of it runs: in the visitor's language, with the style of the café."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages._language import COOKIE, first_language
from pages._style import STYLE

_LANGUAGE, _END = b'<html lang="en"', b"</body>"
_STYLE = f"<style>{STYLE}</style>".encode()


class ServedPage:
    """Writes the visitor's language and our style into Streamlit's page, which says of itself that it is English.

    What the page's own scripts add comes seconds later on a slow machine: a screen reader would have begun to read
    French as if it were English, and all that is drawn would move once more, away from under a finger.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self._app(scope, receive, send)
            return
        start: Message | None = None  # of a page; it is sent once the length of the page is known
        page = b""

        async def send_ours(message: Message) -> None:
            nonlocal start, page
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
            elif start is not None and message["type"] == "http.response.body":
                page += message.get("body", b"")
                if not message.get("more_body", False):
                    page = _ours(page, scope)
                    _describe(start, page, scope)
                    await send(start)
                    await send({"type": "http.response.body", "body": page})
            else:
                await send(message)

        await self._app(_asked_whole(scope), receive, send_ours)


def _is_page(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")


def _ours(page: bytes, scope: Scope) -> bytes:
    # At the end, where it comes after the style of Streamlit's, which it changes.
    said = page.replace(_LANGUAGE, _LANGUAGE.replace(b"en", _language(scope).encode()), 1)
    return said.replace(_END, _STYLE + _END, 1)


def _describe(start: Message, page: bytes, scope: Scope) -> None:
    headers = MutableHeaders(scope=start)
    del headers["etag"], headers["last-modified"]  # of the file, which is the same in every language
    if scope["method"] == "HEAD":
        del headers["content-length"]
    else:
        headers["content-length"] = str(len(page))


def _language(scope: Scope) -> str:
    request = Request(scope)
    return first_language(request.cookies.get(COOKIE), request.headers.get("accept-language"))


def _asked_whole(scope: Scope) -> Scope:
    """The request for a page: not only if it has changed, and as it is written."""
    left_out = {b"if-none-match", b"if-modified-since", b"accept-encoding", b"range"}
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in left_out]}
