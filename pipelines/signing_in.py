"""What Streamlit's own sign-in by an OpenID Connect provider has to know."""

import os
import secrets
from pathlib import Path
from typing import Any

from errors import NotWritable
from settings import Settings

CALLBACK = "oauth2callback"
"""Where the provider sends its answer: Streamlit's own route."""
_SECRET = "cookie-secret"  # noqa: S105 - the name of a file in the data folder


def secrets_of(settings: Settings) -> dict[str, Any] | None:
    """Streamlit's secrets; None where there is no provider. Raises ``NotWritable``."""
    if not settings.signs_in_elsewhere:
        return None
    return {
        "auth": {
            "redirect_uri": f"{settings.base_url}/{CALLBACK}",
            "cookie_secret": _cookie_secret(settings.data),
            "client_id": settings.oidc_client_id,
            "client_secret": settings.oidc_client_secret.get_secret_value(),
            "server_metadata_url": settings.oidc_address,
            "client_kwargs": {"scope": settings.oidc_scope},
        }
    }


def _cookie_secret(data: Path) -> str:
    """What signs the cookies, made at the first start, and readable by nobody else."""
    file = data / _SECRET
    try:
        data.mkdir(parents=True, exist_ok=True)
        made = f".{_SECRET}-{os.getpid()}"
        if not file.exists():
            beside = data / made
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
                out.write(secrets.token_urlsafe(48))
            _keep_first(beside, file)
        return file.read_text("utf-8")
    except OSError as error:
        raise NotWritable(name=file, why=str(error.strerror)) from error


def _keep_first(made: Path, file: Path) -> None:
    """Of two programs that start at once, both use the secret of the first."""
    try:
        os.link(made, file)
    except FileExistsError:
        pass
    finally:
        made.unlink()
