"""What this machine can do, what is missing, and the command that mends it."""

from dataclasses import dataclass

from settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    what: str
    """In French, to be translated."""
    ok: bool | None
    """None when it is missing and the café does without it."""
    why: str = ""
    command: str = ""
    """What to type to mend it; empty when nothing is to be done."""


def examine(settings: Settings) -> tuple[Finding, ...]:
    """Look at everything; loads no model, connects to nothing but the store."""
    return ()
