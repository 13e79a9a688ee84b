"""A tiny app around a reader, with the routes that it fetches from; `python reader_app.py PORT`."""

import sys
from dataclasses import asdict
from pathlib import Path

import streamlit as st
from reader_texts import TEXTS
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import modalities
from errors import VoiceSilent
from modalities import voice as voices
from modalities.voice import Speech, sentences

HERE = Path(__file__).parent
try:
    VOICE = modalities.load(voices, "pyttsx3")
except VoiceSilent:
    VOICE = modalities.load(voices, "scripted")


async def _spoken(request: Request) -> Speech:
    text = sentences(TEXTS[request.path_params["text"]], "fr")[request.path_params["n"]]
    return await run_in_threadpool(VOICE.speak, text, language="fr")


async def sound(request: Request) -> Response:
    return Response((await _spoken(request)).wav, media_type="audio/wav")


async def times(request: Request) -> JSONResponse:
    speech = await _spoken(request)
    return JSONResponse({"words": [asdict(word) for word in speech.words], "seconds": speech.seconds})


app = st.App(
    str(HERE / "reader_page.py"),
    routes=[Route("/spoken/{text}/{n:int}.wav", sound), Route("/spoken/{text}/{n:int}.json", times)],
)

if __name__ == "__main__":
    app.run(config={"server.port": int(sys.argv[1]), "server.headless": True, "server.address": "127.0.0.1"})
