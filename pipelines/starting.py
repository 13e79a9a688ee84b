"""Start the app, and fill an empty community the first time."""

import os
import runpy
import signal
import socket
import sys
import threading
import time
import webbrowser
from pathlib import Path

from errors import N_, BadSetting, NotWritable
from pipelines.stopping import last_call, leave
from settings import PREFIX, Settings

_APP = Path(__file__).resolve().parents[1] / "app.py"
_STARTED = "first-start"  # the name of the file that remembers that the first start is over
_PATIENCE = 60  # seconds that a slow machine may take before its first page


def is_first_start(settings: Settings) -> bool:
    """Whether the app was never started with this data folder."""
    return not (settings.data / _STARTED).exists()


def load_demonstration(settings: Settings, *, only_if_empty: bool) -> int:
    """Load the demonstration content, and remember that the first start is over. Gives how much came in.

    Raises ``CannotBeKept``.
    """
    from community import demonstration, open_community

    community = open_community(settings.database_address, data=settings.data)
    try:
        loaded = demonstration.load(community) if community.is_empty() or not only_if_empty else 0
    finally:
        community.close()
    remember_start(settings)
    return loaded


def remember_start(settings: Settings) -> None:
    """From now on no start is the first. Raises ``NotWritable``."""
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        (settings.data / _STARTED).touch()
    except OSError as failure:
        raise NotWritable(name=settings.data, why=failure.strerror or failure) from failure


def refuse_busy_port(settings: Settings) -> None:
    """Raises ``BadSetting`` when another program listens there."""
    try:
        with socket.create_server((settings.address, settings.port), reuse_port=False):
            pass
    except OSError as failure:
        why = N_("un autre programme écoute là ; choisissez-en un autre avec --port")
        raise BadSetting(name=f"port = {settings.port}", why=why) from failure


def serve(settings: Settings, *, opens_browser: bool) -> int:
    """Run the app in this process until it is stopped; gives the exit status, 0 when Ctrl-C or the system stopped it.

    What ``streamlit run`` does is run here and not in a process of its own: that would start Python twice.
    """
    os.environ |= {f"{PREFIX}DATA": str(settings.data), f"{PREFIX}PORT": str(settings.port)}
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)  # the server has its own while it runs, and then raises the signal again
    if opens_browser:
        threading.Thread(target=_open_browser, args=(settings,), daemon=True).start()
    sys.argv = ["streamlit", "run", str(_APP), "--logger.hideWelcomeMessage", "true"]
    sys.argv += ["--server.port", str(settings.port), "--server.address", settings.address]
    try:
        runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
    except SystemExit as left:
        return leave(left.code if isinstance(left.code, int) else 0)
    return leave(0)


def _stop(_number: int, _frame: object) -> None:
    last_call()
    raise SystemExit(0)


def has_screen() -> bool:
    """Whether a browser can be opened here."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_browser(settings: Settings) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection((settings.address, settings.port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            webbrowser.open(settings.base_url)
            return
