"""The app and the command work on one store at the same time."""

from community import open_community
from tests.browser.screens import open_screen
from tests.browser.ways import ask


def questions(server) -> set[str]:
    """The titles that another program sees, which opens the store and closes it again."""
    community = open_community(f"sqlite:///{server.data / 'cafe.db'}", data=server.data)
    titles = {question.title for question in community.forum.questions(limit=200)}
    community.close()
    return titles


def test_what_is_published_after_a_look_at_the_machine_is_on_the_disk(page, server):
    open_screen("machine", page, server)  # it examines the store that the app has open
    questions(server)

    ask(page, server, "Cette question est-elle gardée ?", pseudonym="Gardée")

    assert "Cette question est-elle gardée ?" in questions(server)
