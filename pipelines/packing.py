"""All that is a member's, in one ZIP: what machines read, what people read, and the ink, the sound and the photos."""

import contextlib
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import IO, Any

from community.kept import Kept
from community.leaving import Belongings
from errors import CannotBeRead, NotFound
from modalities.handwriting import Ink, read_inks, write_inkml

Translate = Callable[[str], str]

READ_ME, RECORDS = "LISEZ-MOI.md", "donnees.json"
_FOLDERS = {"audio": "sons", "image": "photos", "application": "encre"}
_SPOKEN, _INK, _PHOTO = "recording", "ink", "photo"


def pack(belongings: Belongings, kept: Kept, into: IO[bytes], *, _: Translate) -> tuple[str, ...]:
    """Write the ZIP; the names of kept files that are not there any more, which it names too.

    ``donnees.json`` holds every row, moments in ISO 8601; ``LISEZ-MOI.md`` the words to be read; ink lies there as it
    was kept and as InkML.
    """
    missing = []
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in belongings.files:
            try:
                content = kept.read(name)
            except NotFound:
                missing.append(name)
                continue
            packed.writestr(_place(name, kept), content)
            if name.endswith(".json"):
                _add_inkml(packed, name, content)
        packed.writestr(RECORDS, json.dumps(_record(belongings), ensure_ascii=False, indent=2, default=_plain))
        packed.writestr(READ_ME, _to_read(belongings, kept, missing, _))
    return tuple(missing)


def _add_inkml(packed: zipfile.ZipFile, name: str, content: bytes) -> None:
    with contextlib.suppress(CannotBeRead):  # then it is there as it was kept
        for ink in read_inks(content, name=name):
            if isinstance(ink, Ink):
                packed.writestr(f"encre/{name.removesuffix('.json')}.inkml", write_inkml(ink))


def _place(name: str, kept: Kept) -> str:
    return f"{_FOLDERS.get(kept.media_type(name).partition('/')[0], 'fichiers')}/{name}"


def _record(belongings: Belongings) -> Mapping[str, Any]:
    return {"member": asdict(belongings.member), "at": belongings.at, **belongings.records}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)


def _to_read(belongings: Belongings, kept: Kept, missing: Iterable[str], _: Translate) -> str:
    """The words, newest last, each with when it was written and the files that belong to it."""
    lines = [
        f"# {_('Tout ce qui est à {name}').format(name=belongings.member.pseudonym)}",
        "",
        _("Réuni le {day}. Le fichier {file} contient les mêmes choses, et le reste, pour des programmes.").format(
            day=belongings.at.date().isoformat(), file=RECORDS
        ),
    ]
    titles = {
        "questions": _("Vos questions"),
        "replies": _("Vos réponses"),
        "contributions": _("Vos contributions"),
        "drafts": _("Vos brouillons"),
    }
    for table, title in titles.items():
        written = sorted(belongings.records.get(table, ()), key=_moment)
        if written:
            lines += ["", f"## {title}"]
        for row in written:
            lines += ["", f"### {row.get('title') or row.get('subject') or _moment(row).isoformat()}", ""]
            lines += [f"> {line}" for line in str(row.get("body") or row.get("text") or "").splitlines()]
            files = [row[kind] for kind in (_SPOKEN, _INK, _PHOTO) if row.get(kind)]
            lines += ["", *(f"- [{_place(name, kept)}]({_place(name, kept)})" for name in files)] if files else []
    gone = sorted(missing)
    if gone:
        lines += ["", f"## {_('Ce qui manque')}", "", *(f"- {name}" for name in gone)]
    return "\n".join([*lines, ""])


def _moment(row: Mapping[str, Any]) -> datetime:
    found = next(row[name] for name in ("asked_at", "written_at", "created_at") if row.get(name) is not None)
    assert isinstance(found, datetime), "columns of moments hold moments"
    return found
