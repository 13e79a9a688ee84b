"""The screen where one looks, with its real camera and channel; ``python looking_app.py PORT``, its data in CAFE_DATA.

Faces are found by a back-end of the tests', which finds a made-up person; POST to ``/person`` moves that person.
"""

import importlib
import sys
from pathlib import Path

import streamlit as st
from starlette.responses import Response
from starlette.routing import Route

from modalities import gaze
from pipelines.live_route import live_route

HERE = Path(__file__).parent
gaze.__path__.append(str(HERE / "made_up_faces"))


def desk():
    from pages._house import house

    return house().live


def visit(request):
    from pages._visit import first_of

    return first_of(request.cookies)


async def change_person(request):
    importlib.import_module("modalities.gaze.moved").ROOM.change(await request.json())
    return Response(status_code=204)


app = st.App(
    str(HERE / "looking_page.py"),
    routes=[live_route(desk, visit=visit), Route("/person", change_person, methods=["POST"])],
)

if __name__ == "__main__":
    app.run(config={"server.port": int(sys.argv[1]), "server.headless": True, "server.address": "127.0.0.1"})
