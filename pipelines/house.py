"""Where the real things are chosen: one house serves every session of the app, or one run of the command."""

import contextlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from errors import CafeError
from modalities import load
from modalities.gaze import FaceFinder
from modalities.gesture import HandFinder
from modalities.handwriting import Reader
from modalities.meaning import Embedder
from modalities.picture import Painter
from modalities.rewriting import Rewriter
from modalities.speech import Clip, Progress, SpeechRecogniser
from modalities.voice import Voice
from pipelines.listening import ListeningQueue
from pipelines.live import LiveDesk
from pipelines.rewriting_desk import RewritingDesk
from pipelines.speaking import SpeakingDesk
from pipelines.standing import stands
from pipelines.staying import let_stay
from settings import Settings
from vocabulary import LANGUAGES, Recognition

if TYPE_CHECKING:
    from community import Community
    from pipelines.meaning import Understanding
    from pipelines.post import Postman

NONE = "none"
"""What a setting calls the back-end of something that the café does without."""


@dataclass(kw_only=True)
class House:
    """What a page or a command needs. What holds a model, and the painter, is loaded when it is first used."""

    settings: Settings
    community: "Community"
    listening: ListeningQueue
    _reader: Reader | None = None
    _reads: set[str] = field(default_factory=set)
    _embedder: Embedder | None = None
    _no_embedder: CafeError | None = None
    _rewriting: RewritingDesk | None = None
    _voice: Voice | None = None
    _painter: Painter | None = None
    _desk: SpeakingDesk | None = None
    _hand_finder: HandFinder | None = None
    _face_finder: FaceFinder | None = None
    _live: LiveDesk | None = None
    _postman: "Postman | None" = None
    _understanding: "Understanding | None" = None
    _embedding: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _loading: threading.RLock = field(default_factory=threading.RLock, repr=False)
    _finding_voice: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def reader(self) -> Reader:
        """Reads handwriting. Raises ``UnknownBackend``, ``ModelMissing``, ``ModelDamaged``."""
        with self._loading:
            if self._reader is None:
                self._reader = load_reader(self.settings)
            return self._reader

    def get_ready_to_read(self, language: str) -> None:
        """Open the recogniser of handwriting while a member takes up the pen; returns at once.

        What it misses is said when there is something to read.
        """
        with self._loading:
            if language in self._reads:
                return
            self._reads.add(language)
        threading.Thread(target=self._warm_up_reader, args=(language,), daemon=True).start()

    def _warm_up_reader(self, language: str) -> None:
        with contextlib.suppress(CafeError):
            self.reader.warm_up(language)
        let_stay()

    @property
    def embedder(self) -> Embedder | None:
        """Gives vectors of sentences. None where there is none: words alone find things, and ``no_embedder`` says why.

        The first call may take seconds.
        """
        with self._embedding:  # a lock of its own: no voice and no pen should wait for a model of meaning
            if self._embedder is None and self._no_embedder is None:
                try:
                    self._embedder = load_embedder(self.settings)
                except CafeError as missing:
                    self._no_embedder = missing
            return self._embedder

    @property
    def no_embedder(self) -> CafeError | None:
        """Why ``embedder`` is None, once that was asked for; None too where the settings want none."""
        return self._no_embedder

    @property
    def rewriting(self) -> RewritingDesk | None:
        """Where pages ask for quotes to be told anew; None where the settings want no machine to."""
        with self._loading:
            if self._rewriting is None and self.settings.rewriting != NONE:
                self._rewriting = RewritingDesk(lambda: load_rewriter(self.settings))
            return self._rewriting

    @property
    def voice(self) -> Voice:
        """Raises ``UnknownBackend``, ``VoiceSilent``. One that hangs at its start keeps nobody from all the rest."""
        with self._finding_voice:
            if self._voice is None:
                self._voice = load_voice(self.settings)
            return self._voice

    @property
    def painter(self) -> Painter:
        """Raises ``UnknownBackend``."""
        with self._loading:
            if self._painter is None:
                self._painter = load_painter(self.settings)
            return self._painter

    @property
    def desk(self) -> SpeakingDesk:
        """Where pages register what is to be read aloud. The voice comes when something is to be said."""
        with self._loading:
            if self._desk is None:
                self._desk = SpeakingDesk(lambda: self.voice, stands=lambda source: stands(self.community, source))
            return self._desk

    def get_ready_to_speak(self, *, after_s: float = 0.0) -> None:
        """Start the voice, so that the first answer is heard early; returns at once.

        It begins after some seconds: the first page comes first.
        """
        timer = threading.Timer(after_s, self.desk.warm_up, [LANGUAGES])
        timer.daemon = True
        timer.start()

    @property
    def hand_finder(self) -> HandFinder:
        """Finds hands. Raises ``UnknownBackend``, ``ModelMissing``, ``ModelDamaged``, ``EngineFailed``."""
        with self._loading:
            if self._hand_finder is None:
                self._hand_finder = load_hand_finder(self.settings)
            return self._hand_finder

    @property
    def face_finder(self) -> FaceFinder:
        """Finds faces. Raises ``UnknownBackend``, ``ModelMissing``, ``ModelDamaged``, ``EngineFailed``."""
        with self._loading:
            if self._face_finder is None:
                self._face_finder = load_face_finder(self.settings)
            return self._face_finder

    @property
    def live(self) -> LiveDesk:
        """Where the frames of cameras come in. Loads no model."""
        with self._loading:
            if self._live is None:
                self._live = live_desk(self.settings)
            return self._live

    @property
    def postman(self) -> "Postman | None":
        """Who sends letters, from the first time that somebody asks; None where no mail server is set up."""
        with self._loading:
            if self._postman is None and self.settings.sends_mail:
                from pipelines.post import Postman  # most houses send no letters

                self._postman = Postman(self.community, self.settings)
                self._postman.start()
            return self._postman

    @property
    def understanding(self) -> "Understanding":
        """Gives posts and questions their meaning. Loads no model before it is asked."""
        with self._loading:
            if self._understanding is None:
                from pipelines.meaning import Understanding

                self._understanding = Understanding(self.community, lambda: self.embedder)
            return self._understanding

    def close(self) -> None:
        """Cut off cameras, stop listening and sending letters, end the voice's own process and close the store.

        What was kept is safe even without it.
        """
        if self._live is not None:
            self._live.close()
        if self._postman is not None:
            self._postman.close()
        if self._understanding is not None:
            self._understanding.close()
        if self._rewriting is not None:
            self._rewriting.close()
        self.listening.close()
        end_voice = getattr(self._voice, "close", None)  # only a voice with a process of its own has one
        if end_voice is not None:
            end_voice()
        self.community.close()


def open_house(settings: Settings) -> House:
    """Open the store and start the queue; loads no model. Raises ``CannotBeKept``."""
    from community import open_community

    session = timedelta(hours=settings.session_hours)
    community = open_community(settings.database_address, data=settings.data, session=session)
    return House(settings=settings, community=community, listening=listening_queue(settings))


def listening_queue(settings: Settings) -> ListeningQueue:
    """The queue of the recogniser that the settings name."""
    return ListeningQueue(lambda: load_recogniser(settings), listen=listen)


def load_recogniser(settings: Settings, engine: str | None = None) -> SpeechRecogniser:
    """Raises ``UnknownBackend``, ``UnknownModel``, ``ModelMissing``, ``ModelDamaged``."""
    from modalities import speech

    return cast(SpeechRecogniser, load(speech, engine or settings.speech, **_options(settings, settings.speech_model)))


def _options(settings: Settings, model: str | None) -> dict[str, object]:
    """What a recogniser may be told; each takes what it knows of."""
    options: dict[str, object] = {"model": model, "folders": settings.model_folders}
    return options if settings.script is None else {**options, "says": settings.script}


def listen(
    recogniser: SpeechRecogniser, clip: Clip, language: str | None, hints: Sequence[str], progress: Progress
) -> Recognition:
    """What was said in a clip of any length; silence and noise give no text."""
    from modalities.speech import recognise_speech

    return recognise_speech(clip, recogniser, language=language, hints=hints, progress=progress)


def load_reader(settings: Settings) -> Reader:
    """Raises ``UnknownBackend``, ``ModelMissing``, ``ModelDamaged``."""
    from modalities import handwriting

    return Reader(load(handwriting, settings.handwriting, **_options(settings, settings.handwriting_model)))


def load_embedder(settings: Settings) -> Embedder | None:
    """None where the settings want none. Raises ``UnknownBackend``, ``ModelMissing``, ``ModelDamaged``."""
    if settings.meaning == NONE:
        return None
    from modalities import meaning

    return cast(Embedder, load(meaning, settings.meaning, **_options(settings, settings.meaning_model)))


def load_rewriter(settings: Settings) -> Rewriter:
    """Raises ``UnknownBackend``, ``ModelMissing``, ``ModelDamaged``."""
    from modalities import rewriting

    return cast(Rewriter, load(rewriting, settings.rewriting, **_options(settings, settings.rewriting_model)))


def load_hand_finder(settings: Settings, engine: str | None = None) -> HandFinder:
    """Raises ``UnknownBackend``, ``ModelMissing``, ``ModelDamaged``, ``EngineFailed``."""
    from modalities import gesture

    return cast(HandFinder, load(gesture, engine or settings.gesture, **_options(settings, None)))


def load_face_finder(settings: Settings, engine: str | None = None) -> FaceFinder:
    """Raises ``UnknownBackend``, ``ModelMissing``, ``ModelDamaged``, ``EngineFailed``."""
    from modalities import gaze

    return cast(FaceFinder, load(gaze, engine or settings.gaze, **_options(settings, None)))


def live_desk(settings: Settings) -> LiveDesk:
    """The desk of the live channel, for the pages of this café."""
    from modalities.frames import decode_jpeg

    return LiveDesk(decode_jpeg, public_address=settings.public_address)


def load_voice(settings: Settings) -> Voice:
    """Raises ``UnknownBackend``, ``VoiceSilent``."""
    from modalities import voice

    return cast(Voice, load(voice, settings.voice, model=settings.voice_model, folders=settings.model_folders))


def load_painter(settings: Settings) -> Painter:
    """Raises ``UnknownBackend``."""
    from modalities import picture

    return cast(Painter, load(picture, settings.picture))
