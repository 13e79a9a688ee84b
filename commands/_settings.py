"""The settings that a command goes by."""

from typing import TYPE_CHECKING, Any

from errors import N_, BadSetting

if TYPE_CHECKING:
    from settings import Settings


def read_settings(**chosen: Any) -> "Settings":
    """The settings, with what was typed in their place. Raises ``BadSetting``."""
    from settings import Settings

    settings = Settings.read()
    typed = {name: value for name, value in chosen.items() if value is not None}
    if not 0 <= typed.get("port", 0) <= 65535:
        raise BadSetting(name=f"--port {typed['port']}", why=N_("un port va de 0 à 65535"))
    return settings.model_copy(update=typed)
