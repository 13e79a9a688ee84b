"""How Babel finds the sentences of the source; ``babel.cfg`` names this reader.

Babel's own reads tokens, to which an f-string is one token before Python 3.12: a sentence inside it would be missed on
some machines and found on others. The syntax tree has them all.
"""

import ast
from collections.abc import Collection, Iterator
from typing import IO

MARKS = {"_": "gettext", "N_": "gettext", "translate": "gettext", "_translate": "gettext", "plural": "ngettext"}
"""What our functions that take a sentence are to Babel."""


def sentences(
    file: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: object
) -> Iterator[tuple[int, str, tuple[str | None, ...], list[str]]]:
    """Line, Babel's keyword, the sentence (two for a plural), no comments. What is computed is None."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and (mark := MARKS.get(_name(node.func))):
            yield node.lineno, mark, tuple(_written(argument) for argument in node.args), []


def _name(function: ast.expr) -> str:
    """The last word of what is called: ``translate`` for ``self.translate``."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _written(argument: ast.expr) -> str | None:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return None
