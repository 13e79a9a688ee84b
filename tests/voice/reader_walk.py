"""How a reader is walked through in the tests."""


def in_state(page, state: str) -> None:
    page.locator(f'[data-testid="reader"][data-state="{state}"]').wait_for()


def press(page, name: str) -> None:
    page.get_by_test_id(f"reader-{name}").click()


def opened(page) -> None:
    """With all that the reader can do."""
    press(page, "more")
    page.get_by_test_id("reader-options").wait_for()


def said(page, name: str) -> str:
    return page.get_by_test_id(f"reader-{name}").text_content().strip()


def being_read(page, n: int):
    return page.locator(f'[data-testid="reader-sentence-{n}"][aria-current="true"]')


def was_lit(page, word: str) -> None:
    """Wait until a word with these letters is marked, or was."""
    page.wait_for_function("(word) => lit.some((one) => one.includes(word))", arg=word)
