"""Start the app in a process of its own, and fill an empty community the first time."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from pathlib import Path

from errors import N_, BadSetting
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
    """From now on no start is the first."""
    settings.data.mkdir(parents=True, exist_ok=True)
    (settings.data / _STARTED).touch()


def refuse_busy_port(settings: Settings) -> None:
    """Raises ``BadSetting`` when another program listens there."""
    try:
        with socket.create_server((settings.address, settings.port), reuse_port=False):
            pass
    except OSError as failure:
        why = N_("un autre programme écoute là ; choisissez-en un autre avec --port")
        raise BadSetting(name=f"port = {settings.port}", why=why) from failure


def serve(settings: Settings, *, opens_browser: bool) -> int:
    """Run the app until it is stopped; gives its exit status, 0 when it was stopped by Ctrl-C or by the system."""
    command = [sys.executable, "-m", "streamlit", "run", str(_APP), "--logger.hideWelcomeMessage", "true"]
    command += ["--server.port", str(settings.port), "--server.address", settings.address]
    environment = {**os.environ, f"{PREFIX}DATA": str(settings.data), f"{PREFIX}PORT": str(settings.port)}
    app = subprocess.Popen(command, env=environment)
    signal.signal(signal.SIGTERM, lambda *_: app.terminate())
    if opens_browser:
        threading.Thread(target=_open_browser, args=(settings, app), daemon=True).start()
    was_stopped = False
    while True:
        try:
            status = app.wait()
        except KeyboardInterrupt:  # the terminal sent it to the app too, which is closing
            was_stopped = True
        else:
            return 0 if was_stopped or status < 0 else status  # below 0 is the signal that stopped it


def has_screen() -> bool:
    """Whether a browser can be opened here."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_browser(settings: Settings, app: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and app.poll() is None:
        try:
            socket.create_connection((settings.address, settings.port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            webbrowser.open(settings.base_url)
            return
