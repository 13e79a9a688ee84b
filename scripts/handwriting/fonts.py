"""The typefaces, all under the SIL Open Font Licence: they are fetched, drawn with, and not kept."""

import subprocess
import sys
from pathlib import Path

NAMES = (
    "alex-brush",
    "allura",
    "annie-use-your-telescope",
    "architects-daughter",
    "bad-script",
    "beth-ellen",
    "birthstone",
    "caveat",
    "caveat-brush",
    "cedarville-cursive",
    "comic-neue",
    "coming-soon",
    "condiment",
    "cookie",
    "corinthia",
    "covered-by-your-grace",
    "crafty-girls",
    "damion",
    "dancing-script",
    "delicious-handrawn",
    "delius",
    "edu-sa-beginner",
    "ephesis",
    "gaegu",
    "give-you-glory",
    "gloria-hallelujah",
    "gochi-hand",
    "grand-hotel",
    "great-vibes",
    "handlee",
    "herr-von-muellerhoff",
    "homemade-apple",
    "indie-flower",
    "italianno",
    "itim",
    "just-another-hand",
    "kalam",
    "kaushan-script",
    "kristi",
    "la-belle-aurore",
    "licorice",
    "liu-jian-mao-cao",
    "long-cang",
    "loved-by-the-king",
    "mansalva",
    "marck-script",
    "meddon",
    "monsieur-la-doulaise",
    "montecarlo",
    "mr-de-haviland",
    "mrs-saint-delafield",
    "ms-madi",
    "mynerve",
    "nanum-brush-script",
    "nanum-pen-script",
    "neucha",
    "nothing-you-could-do",
    "oooh-baby",
    "over-the-rainbow",
    "pacifico",
    "parisienne",
    "patrick-hand",
    "pinyon-script",
    "playpen-sans",
    "playwrite-fr-moderne",
    "playwrite-fr-trad",
    "playwrite-it-moderna",
    "poor-story",
    "reenie-beanie",
    "rochester",
    "sacramento",
    "satisfy",
    "schoolbell",
    "shadows-into-light",
    "shantell-sans",
    "short-stack",
    "square-peg",
    "sriracha",
    "sue-ellen-francisco",
    "swanky-and-moo-moo",
    "tangerine",
    "the-girl-next-door",
    "vibur",
    "waiting-for-the-sunrise",
    "whisper",
    "yellowtail",
    "yomogi",
    "zen-kurenaido",
    "zeyada",
)
HELD_OUT = ("cedarville-cursive", "kalam", "nothing-you-could-do", "the-girl-next-door")
"""Not learnt from: what is read of them says how it goes with a hand never seen."""

DEBIAN = (
    "breip/Breip.ttf",  # fonts-breip
    "fifthhorseman/dkg.ttf",  # fonts-dkg-handwriting
    "ecolier-court/Ecolier-court.ttf",  # fonts-ecolier-court
    "rufscript/Rufscript010.ttf",  # fonts-rufscript
)
"""Those that only Debian has; used where they are installed."""

_OF_DEBIAN = Path("/usr/share/fonts/truetype")


def fetch(folder: Path) -> None:
    """Install the packages of npm that hold them."""
    folder.mkdir(parents=True, exist_ok=True)
    packages = [f"@fontsource/{name}" for name in NAMES]
    subprocess.run(["npm", "install", "--no-audit", "--no-fund", *packages], cwd=folder, check=True)


def learnt_from(folder: Path) -> list[Path]:
    """The files of the typefaces to learn from."""
    fetched = (_file(folder, name) for name in NAMES if name not in HELD_OUT)
    return [*sorted(fetched, key=str), *_installed()]


def held_out(folder: Path) -> list[Path]:
    return sorted((_file(folder, name) for name in HELD_OUT), key=str)


def _file(folder: Path, name: str) -> Path:
    return folder / "node_modules" / "@fontsource" / name / "files" / f"{name}-latin-400-normal.woff2"


def _installed() -> list[Path]:
    return [_OF_DEBIAN / file for file in DEBIAN if (_OF_DEBIAN / file).exists()]


if __name__ == "__main__":
    fetch(Path(sys.argv[1]))
