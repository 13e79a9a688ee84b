"""A tiny app around a reader, with the routes that it fetches from; `python reader_app.py PORT`."""

import sys
from pathlib import Path

import streamlit as st
from reader_texts import TEXTS, spoken_of
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

import modalities
from errors import CafeError, VoiceSilent
from modalities import voice as voices
from pipelines.speaking import SpeakingDesk
from pipelines.spoken_routes import spoken_routes

HERE = Path(__file__).parent
try:
    VOICE = modalities.load(voices, "pyttsx3")
except VoiceSilent:
    VOICE = modalities.load(voices, "scripted")


DESK = SpeakingDesk(lambda: VOICE)
TOKENS = {name: DESK.register(spoken_of(name), "fr") for name in TEXTS}


async def refused(_request: Request, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, status_code=503)


app = st.App(
    str(HERE / "reader_page.py"),
    routes=spoken_routes(lambda: DESK),
    exception_handlers={CafeError: refused},
)

if __name__ == "__main__":
    app.run(config={"server.port": int(sys.argv[1]), "server.headless": True, "server.address": "127.0.0.1"})
