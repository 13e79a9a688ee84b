"""The beginning of a text, where there is room for no more."""


def shortened(text: str, *, length: int = 180) -> str:
    """The text on one line, at most so many characters; what is longer is cut between two words and ends with « … »."""
    one_line = " ".join(text.split())
    if len(one_line) <= length:
        return one_line
    kept = one_line[: length - 1]
    if one_line[length - 1] != " ":
        kept = kept.rpartition(" ")[0] or kept
    return kept.rstrip(" ,;:.!?-–'’") + "…"
