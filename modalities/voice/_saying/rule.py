"""What a rule is: a way of writing, and what is said for it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

START = r"(?<![^\W_])"
"""No letter and no figure just before: marks such as « _ » may stand there."""
END = r"(?![^\W_])"


@dataclass(frozen=True, slots=True)
class Rule:
    """A way of writing, and what is said for it."""

    written: re.Pattern[str]
    """Matched against a text whose every space is a plain one."""
    said: Callable[[re.Match[str]], str | None]
    """None where it is not sure: it is then left to the rules that follow, and to the voice."""


def rule(written: str, said: Callable[[re.Match[str]], str | None] | str, *, any_case: bool = False) -> Rule:
    """A rule; ``said`` may be what is said whatever was found."""
    always = said if callable(said) else lambda _found: said
    return Rule(re.compile(written, re.IGNORECASE if any_case else 0), always)


def any_of(written: "list[str] | dict[str, str]") -> str:
    """A pattern for one of them, the longest first."""
    return "|".join(map(re.escape, sorted(written, key=len, reverse=True)))


def word_before(found: re.Match[str]) -> str:
    """The word just before what was found, in small letters; empty where there is none."""
    before = _LAST_WORD.search(found.string[max(0, found.start() - 24) : found.start()])
    return before.group(1).lower() if before else ""


def word_after(found: re.Match[str]) -> str:
    """The word just after what was found, in small letters; empty where there is none."""
    after = _FIRST_WORD.match(found.string, found.end())
    return after.group(1).lower() if after else ""


_LAST_WORD = re.compile(r"([^\W\d_]+)\.?[ ’'(«]*$")
_FIRST_WORD = re.compile(r"[ ’'-]?([^\W\d_]+)")
