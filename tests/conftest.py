"""What every test may ask for."""

import os
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a browser first, and long ones: what comes last is short, and keeps no other process waiting."""
    tests = Counter(item.path for item in items)
    browser = {item.path for item in items if item.get_closest_marker("browser")}
    items.sort(key=lambda item: (item.path not in browser, item.path.parent.name, -tests[item.path], str(item.path)))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real clips, ink and pictures that lies beside the checkout."""
    return _beside_the_checkout("data")


@pytest.fixture(scope="session")
def shared_models() -> Path:
    """The folder of the publishers' own model files, beside the checkout: what ``CAFE_MODELS`` may be set to."""
    return _beside_the_checkout("models")


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file, up to date, that holds nothing yet, to be copied: making one takes longer than most tests."""
    from community import open_community

    file = tmp_path_factory.mktemp("empty") / "cafe.db"
    open_community(f"sqlite:///{file}", data=file.parent).close()
    return file


def _beside_the_checkout(name: str) -> Path:
    folder = ROOT.parent / "shared" / name
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{folder} is absent, and CI needs it")
        pytest.skip(f"what these tests need is not at {folder}")
    return folder
