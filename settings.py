"""Every setting of the café, typed.

Each is read from a variable ``CAFE_…``; failing that from ``cafe.toml`` in the working folder; failing that from
``cafe.toml`` in the data folder; failing that it has the default written here. Nothing is read before
``Settings.read()``.
"""

import os
import tomllib
from pathlib import Path
from typing import Any, Literal, Self

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

from errors import N_, BadSetting
from vocabulary import Language

FILE_NAME = "cafe.toml"
PREFIX = "CAFE_"
_ROLES = ("member", "animator", "moderator", "facilitator", "researcher", "administrator")


def _default_data() -> Path:
    return user_data_path("cafe-multimodal", appauthor=False)


class Settings(BaseSettings):
    """What can be chosen without touching the code."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True)

    data: Path = Field(default_factory=_default_data)
    """The folder of the database and of all that is kept."""
    database: str | None = None
    """An SQLAlchemy address, when it is not SQLite in ``data``."""
    models: str = ""
    """Folders in which model files are looked for, separated as in PATH."""
    language: Language = "fr"
    """The language of the screens and of the command line."""
    speech: str = "auto"
    """The speech recogniser: the name of a file in ``modalities/speech``."""
    speech_model: str | None = None
    """A Whisper model's name or path; None lets the recogniser choose among those that are here."""
    handwriting: str = "rapidocr"
    """The handwriting recogniser: the name of a file in ``modalities/handwriting``."""
    handwriting_model: str | None = None
    """The model of ``trocr``: a name of the Hugging Face hub that is in its cache, or a folder."""
    gesture: str = "mediapipe"
    """What finds hands: the name of a file in ``modalities/gesture``."""
    gaze: str = "mediapipe"
    """What finds faces: the name of a file in ``modalities/gaze``."""
    meaning: str = "transformers"
    """What finds texts that say the same in other words: the name of a file in ``modalities/meaning``, or ``none``."""
    meaning_model: str | None = None
    """The model of ``transformers``: a name of the Hugging Face hub that is in its cache, or a folder. For
    ``scripted``: a file of synonyms."""
    rewriting: str = "none"
    """What tells the quotes of an answer anew: the name of a file in ``modalities/rewriting``, or ``none``."""
    rewriting_model: str | None = None
    """The model of ``transformers``: a name of the Hugging Face hub that is in its cache, or a folder."""
    voice: str = "pyttsx3"
    """What speaks: the name of a file in ``modalities/voice``."""
    voice_model: str | None = None
    """The voices of ``piper``, one a language, separated by commas: names, or paths of ``.onnx`` files. None: those of
    the catalogue that are here."""
    picture: str = "card"
    script: str | None = None
    """What the back-end ``scripted`` says that it understood."""
    minutes: float = Field(default=10, gt=0, le=180)
    """The longest recording that is listened to."""
    megabytes: int = Field(default=200, gt=0, le=4096)
    """The heaviest file that is opened."""
    pseudonym: str | None = None
    """Who publishes from the command line."""
    address: str = "127.0.0.1"
    """The network interface on which the app listens."""
    port: int = Field(default=8501, ge=0, le=65535)
    public_address: str | None = None
    """The address under which members reach the app, for QR codes and letters; None: the one on which it listens."""
    session_hours: float = Field(default=720, gt=0, le=100_000)
    """How long a browser may be away and still be its members'. Short where a computer is shared: 1 or 2."""
    oidc_address: str | None = None
    """Where the OpenID Connect provider describes itself (…/.well-known/openid-configuration); None: there is none."""
    oidc_client_id: str | None = Field(default=None, validate_default=True)
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_name: str = "OpenID Connect"
    """What members call the provider: it stands on the button."""
    oidc_scope: str = "openid profile"
    oidc_role_claim: str = "roles"
    """The claim that says which roles somebody has."""
    oidc_roles: str = ""
    """The role that each value of that claim gives: ``staff=animator, boss=administrator``. Empty: it gives none."""
    smtp_host: str | None = None
    """The mail server by which members who want it get their news; None: nobody is written to."""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    """How the connection is protected: from its second line on, from its first, or not (a server on this machine)."""
    smtp_user: str | None = None
    smtp_password: SecretStr = SecretStr("")
    mail_from: str | None = None
    """The address from which letters come."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Variables win over what ``read`` found in the files: they are the choice of this one run."""
        return env_settings, init_settings

    @field_validator("data")
    @classmethod
    def _without_tilde(cls, folder: Path) -> Path:
        return folder.expanduser().absolute()

    @classmethod
    def read(cls) -> Self:
        """The settings of this run. Raises ``BadSetting``."""
        try:
            return cls(**_from_files())
        except ValidationError as failure:
            raise _bad(failure) from failure
        except SettingsError as failure:
            raise BadSetting(name=FILE_NAME, why=str(failure)) from failure

    @property
    def database_address(self) -> str:
        """The SQLAlchemy address of the store."""
        return self.database or f"sqlite:///{self.data / 'cafe.db'}"

    @field_validator("oidc_client_id")
    @classmethod
    def _known_to_provider(cls, given: str | None, others: ValidationInfo) -> str | None:
        if others.data.get("oidc_address") and not given:
            raise PydanticCustomError("oidc_client_id", "il manque")
        return given

    @field_validator("oidc_roles")
    @classmethod
    def _known_roles(cls, given: str) -> str:
        for value, role in _pairs(given):
            if not value or role not in _ROLES:
                raise PydanticCustomError("oidc_roles", "valeur=rôle")
        return given

    @property
    def signs_in_elsewhere(self) -> bool:
        """Whether there is a provider by which members may sign in."""
        return bool(self.oidc_address)

    @property
    def roles_of_claim(self) -> dict[str, str]:
        """The role that each value of the provider's claim gives."""
        return dict(_pairs(self.oidc_roles))

    @property
    def sends_mail(self) -> bool:
        """Whether there is a mail server, and an address from which letters come."""
        return bool(self.smtp_host and self.mail_from)

    @property
    def model_folders(self) -> tuple[Path, ...]:
        """Where model files are looked for first, in this order."""
        return tuple(Path(folder).expanduser() for folder in self.models.split(os.pathsep) if folder)

    @property
    def base_url(self) -> str:
        """The address of the app's first page, without a slash at its end."""
        return (self.public_address or f"http://{_reachable(self.address)}:{self.port}").rstrip("/")


def _pairs(given: str) -> list[tuple[str, str]]:
    """What stands before and behind each ``=`` of a list with commas."""
    parts = (one.rpartition("=") for one in given.split(",") if one.strip())
    return [(value.strip(), role.strip()) for value, _sign, role in parts]


def _reachable(address: str) -> str:
    """An address to type in a browser; one that means "every interface" is none."""
    return "localhost" if address in {"", "0.0.0.0", "::", "127.0.0.1"} else address  # noqa: S104 - it is compared


def _from_files() -> dict[str, Any]:
    here = _file(Path(FILE_NAME))
    folder = os.environ.get(PREFIX + "DATA") or here.get("data") or _default_data()
    return {**_file(Path(folder).expanduser() / FILE_NAME), **here}


def _file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as failure:
        raise BadSetting(name=str(path), why=str(failure)) from failure


_EXPECTED = {
    "oidc_client_id": N_("il manque, puisque CAFE_OIDC_ADDRESS est donné"),
    "oidc_roles": N_("la forme est : valeur=rôle, valeur=rôle ; les rôles sont ceux de « cafe role --help »"),
    "extra_forbidden": N_("ce réglage n’existe pas"),
    "int_parsing": N_("un nombre entier est attendu"),
    "int_from_float": N_("un nombre entier est attendu"),
    "float_parsing": N_("un nombre est attendu"),
    "greater_than": N_("ce nombre est trop petit"),
    "greater_than_equal": N_("ce nombre est trop petit"),
    "less_than_equal": N_("ce nombre est trop grand"),
    "literal_error": N_("les choix possibles sont fr et en"),
}


def _bad(failure: ValidationError) -> BadSetting:
    """The first thing that is wrong, named as its author wrote it."""
    first = failure.errors()[0]
    field = str(first["loc"][0]) if first["loc"] else FILE_NAME
    name = PREFIX + field.upper() if PREFIX + field.upper() in os.environ else f"{field} ({FILE_NAME})"
    return BadSetting(name=f"{name} = {first['input']}", why=_EXPECTED.get(first["type"], first["msg"]))
