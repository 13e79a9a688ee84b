"""Stop soon once told to, whatever a browser or an engine is at."""

import faulthandler
import os
import signal
import sys
import threading
from types import FrameType
from typing import Any

GRACE_S = 3
"""How long what is being answered may take to be sent: a browser that no longer reads would be waited for for ever."""
LAST_S = 15.0
"""After which the process ends as by a power cut, which loses nothing that was kept, and says where it was stuck."""

_told = False


def last_call(_number: int | None = None, _frame: FrameType | None = None) -> None:
    """From now on the process has ``LAST_S`` seconds to end by itself; a second call gives no more."""
    global _told
    if _told:
        return
    _told = True
    if sys.__stderr__ is not None:  # a program without a console has none
        # No thread of ours: one could not end a process that is stuck while it holds the interpreter, or at its exit.
        faulthandler.dump_traceback_later(LAST_S, exit=True, file=sys.__stderr__)


def leave(status: int) -> int:
    """The exit status. If a thread still waits for an engine, the process ends here: nobody fetches what it gives."""
    here = threading.current_thread()
    if any(thread is not here and not thread.daemon for thread in threading.enumerate()):
        for out in (sys.stdout, sys.stderr):
            if out is not None:
                out.flush()
        os._exit(status)
    return status


def stop_in_time() -> None:
    """Let the server that runs in this thread stop in time. To be called once it has set its own handlers."""
    for number in (signal.SIGINT, signal.SIGTERM):
        handler: Any = signal.getsignal(number)
        config = getattr(getattr(handler, "__self__", None), "config", None)
        if config is None:
            continue  # another program runs the app, and stops it in its own way

        def told(number: int, frame: FrameType | None, *, handler: Any = handler) -> None:
            last_call()
            handler(number, frame)

        config.timeout_graceful_shutdown = GRACE_S
        signal.signal(number, told)
