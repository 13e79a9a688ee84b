"""What a reader in the browser fetches: sounds, the times of their words, and the whole to keep."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from pipelines.captioning import captions_of
from pipelines.speaking import SpeakingDesk, write_wav

_KEPT = {"cache-control": "no-store"}  # the page keeps it while it is open; the words may be taken back meanwhile


def spoken_routes(desk: Callable[[], SpeakingDesk]) -> list[Route]:
    """The routes under ``/spoken``. What goes wrong is a ``CafeError``, which the app answers."""

    async def asked(what: Callable[..., Any], request: Request) -> Any:
        return await run_in_threadpool(what, **request.path_params)

    async def sound(request: Request) -> Response:
        speech = await asked(desk().sound, request)
        return Response(speech.wav, media_type="audio/wav", headers=_KEPT)

    async def words(request: Request) -> Response:
        lit = await asked(desk().lit, request)
        return JSONResponse({"words": [{"start": one.start, "first": one.first, "last": one.last} for one in lit]})

    async def spelling(request: Request) -> Response:
        speech = await asked(desk().spelling, request)
        return Response(speech.wav, media_type="audio/wav", headers=_KEPT)

    async def whole_sound(request: Request) -> Response:
        file = await run_in_threadpool(_written, desk(), request.path_params["token"])
        return FileResponse(file, media_type="audio/wav", background=BackgroundTask(_forget, file))

    async def captions(request: Request) -> Response:
        written = await run_in_threadpool(lambda: captions_of(desk().spoken(request.path_params["token"])))
        return Response(written, media_type="text/vtt; charset=utf-8")

    return [
        Route("/spoken/{token}/{n:int}.wav", sound),
        Route("/spoken/{token}/{n:int}.json", words),
        Route("/spoken/{token}/{n:int}/{first:int}-{last:int}.wav", spelling),
        Route("/spoken/{token}.wav", whole_sound),
        Route("/spoken/{token}.vtt", captions),
    ]


def _written(desk: SpeakingDesk, token: str) -> Path:
    """The whole text in a file of its own: an hour of speech takes more memory than a server should give it."""
    with tempfile.NamedTemporaryFile(prefix="cafe-spoken-", suffix=".wav", delete=False) as file:
        try:
            write_wav((speech for _line, speech in desk.spoken(token)), file)
        except BaseException:
            _forget(Path(file.name))
            raise
    return Path(file.name)


def _forget(file: Path) -> None:
    with suppress(OSError):
        file.unlink()
