"""The screens without a browser: Streamlit's own AppTest on ``pages/main.py``, with a store of each test's own."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from community import Community, demonstration, open_community
from pages._house import house
from tests.conftest import ROOT

HEARD = "Ma Livebox clignote en orange, que faire ?"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets what the house reads when it opens."""

    def choose(**chosen: str) -> None:
        defaults = {"data": str(tmp_path / "data"), "speech": "scripted", "script": HEARD, "voice": "scripted"}
        for name, value in {**defaults, **chosen}.items():
            monkeypatch.setenv(f"CAFE_{name.upper()}", value)

    choose()
    return choose


@pytest.fixture
def app(settings: Callable[..., None], empty_store: Path) -> Iterator[AppTest]:
    """The app, not run yet, in a house of its own."""
    data = Path(os.environ["CAFE_DATA"])
    data.mkdir(exist_ok=True)
    shutil.copy(empty_store, data / "cafe.db")
    st.cache_resource.clear()
    opened = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=30)
    opened.session_state["visit"] = "this browser"  # AppTest has no cookies
    yield opened
    house().close()
    st.cache_resource.clear()


@pytest.fixture
def community(app: AppTest) -> Community:
    """The community behind the app."""
    return house().community


@pytest.fixture(scope="session")
def demonstration_loaded(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demonstration in it, as of today, to be copied."""
    data = tmp_path_factory.mktemp("demonstration")
    shutil.copy(empty_store, data / "cafe.db")
    opened = open_community(f"sqlite:///{data / 'cafe.db'}", data=data)
    demonstration.load(opened)
    opened.close()
    return data


@pytest.fixture
def demonstrated(community: Community, demonstration_loaded: Path) -> None:
    """The demonstration comes into the community, before anybody else does."""
    assert community.is_empty()
    data = Path(os.environ["CAFE_DATA"])
    files = demonstration_loaded / "cafe.db", data / "cafe.db"
    with closing(sqlite3.connect(files[0])) as loaded, closing(sqlite3.connect(files[1])) as here:
        loaded.backup(here)
    shutil.copytree(demonstration_loaded, data, dirs_exist_ok=True, ignore=shutil.ignore_patterns("cafe.db*"))


def button(app: AppTest, label: str):
    return next(one for one in app.button if one.label == label)


def said(app: AppTest) -> str:
    """All that the screen says in words of members, titles, messages and captions."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "success")
    return "\n".join(str(one.value) for kind in kinds for one in getattr(app, kind)) + "\n".join(
        one.proto.body for one in app.get("html")
    )


def ask_in_writing(app: AppTest, text: str) -> AppTest:
    """From the first screen to the draft."""
    next(area for area in app.text_area if area.key == "written").set_value(text)
    button(app, "Continuer").click()
    return app.run()


def kept_draft(app: AppTest):
    """The draft that the address names, as the community keeps it."""
    draft = app.query_params["draft"]
    return house().community.drafts.get(draft, visit=app.session_state["visit"])
