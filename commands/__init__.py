"""What may be typed after ``cafe``, one command a file. What these are made of begins with an underscore.

Heavy imports stand inside the functions: ``cafe --help`` imports every file here, and must answer at once.
"""

import argparse
from typing import Protocol

from commands._parser import Parser, Translate


class Command(Protocol):
    """What each file has: it is typed by its name."""

    SAID: str
    """What it does, in one line for the help, to be translated."""

    def describe(self, command: Parser, _: Translate, /) -> None:
        """Say what may be typed after its name."""

    def run(self, options: argparse.Namespace, _: Translate, /) -> int:
        """Do it, and give the exit status. Raises ``CafeError``, which ends it with a sentence."""
