"""Compile the catalogues at build; everything else about the package stands in pyproject.toml."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithCatalogues(build_py):
    """Writes a .mo beside each .po of locales/ before Python files are gathered."""

    def run(self) -> None:
        for catalogue in Path("locales").glob("*/LC_MESSAGES/*.po"):
            with catalogue.open("rb") as source, catalogue.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(source, locale=catalogue.parts[1]))
        super().run()


setup(cmdclass={"build_py": BuildWithCatalogues})
