"""A tiny app around a camera, with the channel's real route; ``python camera_app.py PORT``, its data in CAFE_DATA."""

import sys
from pathlib import Path

import streamlit as st

from pipelines.live_route import live_route


def desk():
    from pages._house import house

    return house().live


def visit(request):
    from pages._visit import first_of

    return first_of(request.cookies)


app = st.App(str(Path(__file__).with_name("camera_page.py")), routes=[live_route(desk, visit=visit)])

if __name__ == "__main__":
    app.run(config={"server.port": int(sys.argv[1]), "server.headless": True, "server.address": "127.0.0.1"})
