"""Exercises in reading: threads on one thing, questions that one of them answers, and questions that none answers.

Written by hand for this project, without sight of the labelled questions or of the demonstration. The files in
``exercises`` hold clusters one below the other, a line a thing:

    lang fr
    about carte SIM
    thread Débloquer une carte SIM avec le code PUK      a title; six threads a cluster
    asked J'ai tapé trois fois un mauvais code…          what was asked under it
    told Ouvrez votre espace client…                     the reply that solved it
    + carte bloquée après 3 essais                       what else this thread answers, and no other of the cluster
    near commander une seconde carte                     what none of them answers, at the end
"""

from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "exercises"


@dataclass(slots=True, kw_only=True)
class Thread:
    """One thread, with the questions that it answers."""

    title: str
    asked: str = ""
    told: str = ""
    answers: list[str] = field(default_factory=list)

    @property
    def whole(self) -> str:
        """As the café reads a thread."""
        return f"{self.title}\n{self.asked}\n{self.told}"


@dataclass(slots=True, kw_only=True)
class Cluster:
    """Threads on one thing."""

    language: str
    about: str = ""
    threads: list[Thread] = field(default_factory=list)
    near: list[str] = field(default_factory=list)
    """What no thread answers."""

    @property
    def questions(self) -> list[tuple[str, int | None]]:
        """Each with the number of the thread that answers it."""
        answered = [(one, n) for n, thread in enumerate(self.threads) for one in thread.answers]
        return [*answered, *((one, None) for one in self.near)]


def clusters(folder: Path = FOLDER) -> list[Cluster]:
    """All of them, in the order of the files' names. Raises ``ValueError`` for a line of another form."""
    found: list[Cluster] = []
    for file in sorted(folder.glob("*.txt")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            if line.strip():
                _take(found, line, f"{file.name}, line {number}")
    return found


def _take(found: list[Cluster], line: str, place: str) -> None:
    kind, _, said = line.partition(" ")
    if not said:
        raise ValueError(place)
    if kind == "lang":
        found.append(Cluster(language=said))
        return
    cluster = found[-1]
    match kind:
        case "about":
            cluster.about = said
        case "thread":
            cluster.threads.append(Thread(title=said))
        case "asked":
            cluster.threads[-1].asked = said
        case "told":
            cluster.threads[-1].told = said
        case "+":
            cluster.threads[-1].answers.append(said)
        case "near":
            cluster.near.append(said)
        case _:
            raise ValueError(place)
