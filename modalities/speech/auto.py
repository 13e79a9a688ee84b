"""The best recogniser here for the language: Whisper where its weights are, else PocketSphinx for English.

It says which it takes and why. Nothing is loaded before it is needed, and then once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from errors import N_, ModelMissing, NoSuchFile
from modalities import models
from modalities.speech import Clip, SpeechRecogniser, pocketsphinx, whisper
from vocabulary import Recognition

_WANTED = "whisper-base"
"""What is proposed to who has no weights: the smallest that is of use in French."""

CONFIGURED = N_("Whisper « {model} » écoutera : c’est le modèle des réglages.")
BEST_HERE = N_("Whisper « {model} » écoutera : c’est le meilleur modèle présent ici.")
INSTEAD = N_("Whisper « {model} » écoutera, car « {wanted} » n’est pas ici. Pour l’obtenir : {command}")
ENGLISH_WITHOUT_WEIGHTS = N_(
    "PocketSphinx écoutera, car Whisper n’est pas ici : attendez-vous à bien des erreurs. Pour mieux : {command}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which recogniser is taken, and why."""

    engine: str
    model: str | None = None
    """The size, or the path, of the model; None where the engine has but one."""
    why: str
    """A French sentence, whose ``{facts}`` are given by name."""
    facts: Mapping[str, str] = field(default_factory=dict)

    def said(self, translate: Callable[[str], str] = str) -> str:
        """Why, translated, with its facts."""
        return translate(self.why).format(**self.facts)


class Auto:
    """Chooses for each recording, by its language."""

    def __init__(self, *, model: str | None, folders: Sequence[Path], device: str | None) -> None:
        self._model = model
        self._folders = tuple(folders)
        self._device = device
        self._loaded: dict[tuple[str, str | None], SpeechRecogniser] = {}
        self._loading = Lock()

    @property
    def name(self) -> str:
        """The back-end that would listen to French, or else to English; ``auto`` where there is none."""
        return next(iter((*self.engines("fr"), *self.engines("en"))), "auto")

    def choose(self, language: str | None) -> Choice:
        """Who would listen, None being a language to detect. Loads nothing.

        Raises ``ModelMissing`` where only Whisper could, ``NoSuchFile`` where the settings name a file that is gone.
        """
        if self._model and Path(self._model).suffix == ".pt":
            if not Path(self._model).is_file():
                raise NoSuchFile(name=self._model)
            facts = {"model": Path(self._model).stem}
            return Choice(engine="whisper", model=self._model, why=CONFIGURED, facts=facts)
        here = whisper.sizes_here(self._folders)
        if here:
            return self._choose_size(here)
        wanted = models.known(_WANTED)
        if language == "en":
            return Choice(engine="pocketsphinx", why=ENGLISH_WITHOUT_WEIGHTS, facts={"command": wanted.command})
        raise ModelMissing(name=wanted.name, command=wanted.command)

    def _choose_size(self, here: Sequence[str]) -> Choice:
        wanted = (self._model or here[0]).removeprefix("whisper-")
        if wanted in here:
            why = CONFIGURED if self._model else BEST_HERE
            return Choice(engine="whisper", model=wanted, why=why, facts={"model": wanted})
        command = models.known(f"whisper-{wanted}").command
        facts = {"model": here[0], "wanted": wanted, "command": command}
        return Choice(engine="whisper", model=here[0], why=INSTEAD, facts=facts)

    def engines(self, language: str | None) -> tuple[str, ...]:
        """The back-ends of this machine that could listen to the language, best first."""
        try:
            best = self.choose(language).engine
        except (ModelMissing, NoSuchFile):
            return ()
        return (best, "pocketsphinx") if best == "whisper" and language == "en" else (best,)

    def recognise(self, clip: Clip, *, language: str | None = None, hints: Sequence[str] = ()) -> Recognition:
        """What was said, by the recogniser that ``choose`` names. Raises what both of them raise."""
        return self._recogniser(self.choose(language)).recognise(clip, language=language, hints=hints)

    def _recogniser(self, choice: Choice) -> SpeechRecogniser:
        wanted = (choice.engine, choice.model)
        with self._loading:
            if wanted not in self._loaded:
                self._loaded[wanted] = self._load(choice)
            return self._loaded[wanted]

    def _load(self, choice: Choice) -> SpeechRecogniser:
        if choice.engine == "pocketsphinx":
            return pocketsphinx.load()
        return whisper.load(model=choice.model, folders=self._folders, device=self._device)


def load(
    *, model: str | None = None, folders: Sequence[Path] = (), device: str | None = None, **_ignored: object
) -> Auto:
    """Ready at once: models are loaded at the first recording that needs them.

    ``model`` is preferred where it is here: a size of Whisper (``small``) or the path of a ``.pt`` file.
    """
    return Auto(model=model, folders=folders, device=device)
