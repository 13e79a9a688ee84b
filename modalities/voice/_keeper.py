"""Keeps one worker process warm, and cuts it off when it does not answer in time."""

import json
import subprocess
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO, Any


class CutOff(Exception):
    """The worker did not answer in time and was killed, or it died by itself."""


class Failed(Exception):
    """The worker answered that it cannot; the message is its own."""


class Keeper:
    """Asks one worker one question at a time, from whatever thread; starts a worker where none is.

    The worker is killed rather than asked to stop: what hangs does not listen. It also ends by itself when this process
    does, however it ends, because its standard input closes.
    """

    def __init__(self, command: Sequence[str], *, start_limit_s: float) -> None:
        self._command = list(command)
        self._start_limit_s = start_limit_s
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[bytes] | None = None
        self._greeting: dict[str, Any] = {}
        self._is_closing = False

    @property
    def pid(self) -> int | None:
        """The worker's process, while one runs."""
        return self._worker.pid if self._worker else None

    def greeting(self) -> Mapping[str, Any]:
        """What the worker said when it was ready. Raises ``CutOff`` or ``Failed``."""
        with self._lock:
            self._start()
            return self._greeting

    def ask(self, question: Mapping[str, Any], *, limit_s: float) -> tuple[dict[str, Any], bytes]:
        """The answer and the bytes that came with it. Raises ``CutOff`` or ``Failed``."""
        with self._lock:
            worker = self._start()
            return self._answer(worker, json.dumps(question).encode() + b"\n", limit_s)

    def close(self) -> None:
        """End the worker, whatever it is at: whoever waits for its answer is cut off. Asking later starts another."""
        self._is_closing = True
        if worker := self._worker:
            worker.kill()
        with self._lock:
            self._end()
            self._is_closing = False

    def _start(self) -> subprocess.Popen[bytes]:
        if self._is_closing:
            raise CutOff("it is being ended")
        if self._worker:
            return self._worker
        try:
            worker = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError as reason:
            raise Failed(str(reason)) from reason
        self._worker = worker
        self._finalizer = weakref.finalize(self, _kill, worker)
        try:
            self._greeting, _ = self._answer(worker, b"", self._start_limit_s)
        except Failed:
            self._end()
            raise
        return worker

    def _answer(self, worker: subprocess.Popen[bytes], question: bytes, limit_s: float) -> tuple[dict[str, Any], bytes]:
        assert worker.stdin
        assert worker.stdout
        try:
            with _killed_after(limit_s, worker):
                worker.stdin.write(question)
                worker.stdin.flush()
                answer, sound = _read(worker.stdout)
        except (OSError, EOFError, ValueError) as reason:
            self._end()
            raise CutOff(f"no answer in {limit_s:.1f} s") from reason
        if "failed" in answer:
            raise Failed(answer["failed"])
        return answer, sound

    def _end(self) -> None:
        if self._worker:
            self._worker = None
            self._finalizer()


@contextmanager
def _killed_after(limit_s: float, worker: subprocess.Popen[bytes]) -> Iterator[None]:
    """Kill the worker when the time is over: whoever waits on its pipes then meets their end, on every system."""
    timer = threading.Timer(limit_s, worker.kill)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _read(out: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    line = out.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    answer: dict[str, Any] = json.loads(line)
    sound = out.read(answer["bytes"])
    if len(sound) < answer["bytes"]:
        raise EOFError
    return answer, sound


def _kill(worker: subprocess.Popen[bytes]) -> None:
    """Kill and reap, leaving no zombie and no open pipe."""
    worker.kill()
    worker.wait()
    for pipe in (worker.stdin, worker.stdout):
        try:
            if pipe:
                pipe.close()
        except OSError:
            continue  # what was still to be written to it is of no use
