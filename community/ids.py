"""Names for what is stored."""

import secrets


def new_id() -> str:
    """An id that no other post or draft has, on any machine, and that cannot be guessed."""
    return secrets.token_hex(8)
