"""A source that is hidden, taken back or erased: its words go from the answer, its sound, picture and easy version.

Whoever opened the page before it went keeps what they were sent, and is given nothing more.
"""

from dataclasses import dataclass, replace

import pytest

from community.forum import Reply
from community.happenings import Thing
from community.members import Member
from community.tips import Taken
from errors import NotFound
from modalities import load, picture, voice
from pipelines.answer import answer
from pipelines.picturing import card_of
from pipelines.plain import plain
from pipelines.speaking import SpeakingDesk
from pipelines.standing import stands
from pipelines.telling_aloud import spoken_answer
from tests.pipelines.conftest import VISIT
from vocabulary import Answer, Destination, Draft, now

QUESTION = "Le voyant de ma box est rouge, que faire ?"
SECRET = "Débranchez la box pendant vingt secondes."
ZOES = "the browser of Zoé"
BOBS = "Si le voyant de la box reste rouge, vérifiez le câble de la box."
ADVICE = f"{SECRET}\nRebranchez-la ensuite."


@dataclass(frozen=True)
class Given:
    """A reply that answers."""

    thread: str
    draft: str
    reply: Reply


@pytest.fixture
def given(community, post) -> Given:
    asked = post("Le voyant de ma box est rouge", "Depuis hier, le voyant de la box est rouge.")
    reply = Draft(text=ADVICE, author="Zoé", to=Destination(kind="thread", id=asked))
    draft = confirmed(community, reply, visit=ZOES)
    (published,) = community.forum.thread(asked).replies
    community.forum.mark_solution(published.id, by=community.members.trusted("Ana"))
    return Given(thread=asked, draft=draft, reply=published)


def confirmed(community, draft: Draft, *, visit: str) -> str:
    """Publish a draft; gives its id."""
    kept = community.drafts.keep(draft, visit=visit)
    community.drafts.confirm(kept.id, visit=visit, member=community.members.trusted(draft.author), by=["press"])
    return kept.id


def told(community) -> Answer:
    return answer(community, QUESTION, language="fr")


def moderator(community) -> Member:
    with community.store.writing() as rows:
        return rows.members.get_or_add("Mo", "mo", at=now(), role="moderator")[0]


def hide(community, given) -> None:
    thing = Thing(kind="reply", id=given.reply.id)
    community.moderation.decide(thing, "hidden", reason="Non.", by=moderator(community))


def take_back(community, given) -> None:
    community.drafts.undo(given.draft, visit=ZOES)


def erase(community, given) -> None:
    community.leaving.leave(given.reply.author, choice="nothing")


GOING = pytest.mark.parametrize("goes", [hide, take_back, erase])


@GOING
def test_it_is_in_no_version_of_the_answer(community, given, goes):
    assert SECRET in told(community).text

    goes(community, given)

    after = told(community)
    assert not after.known
    assert after.sources == ()
    card = card_of(after, load(picture, "card"), base_url="http://cafe.example", language="fr")
    easy = "".join(line.text for line in plain(after).lines)
    said = "".join(line.said for line in spoken_answer(after))
    for version in (after.text, card.alt, card.svg, easy, said):
        assert "vingt secondes" not in version
        assert "Zoé" not in version


@GOING
def test_its_sound_is_given_to_nobody_any_more(community, given, goes):
    before = told(community)
    desk = SpeakingDesk(lambda: load(voice, "scripted"), stands=lambda source: stands(community, source))
    token = desk.register(spoken_answer(before), "fr", sources=before.sources)
    assert desk.sound(token, 1).wav

    goes(community, given)

    for ask in (desk.sound, desk.lit):
        with pytest.raises(NotFound):
            ask(token, 1)
    with pytest.raises(NotFound):
        list(desk.spoken(token))
    assert not desk._sounds._kept


@GOING
def test_an_answer_does_not_take_it_from_a_tip_either(community, given, goes):
    start = ADVICE.index(SECRET)
    taken = Taken(source=Thing(kind="reply", id=given.reply.id), start=start, end=start + len(SECRET))
    tip, _words = community.tips.begin([taken], by=community.members.trusted("Bob"))
    draft = Draft(
        text=f"{SECRET}\n{BOBS}",
        author="Bob",
        subject="Le voyant de ma box est rouge",
        to=Destination(kind="tip", id=tip.id, version=0),
    )
    confirmed(community, draft, visit=VISIT)
    before = told(community)
    assert before.sources[0].kind == "tip"
    assert SECRET in before.text

    goes(community, given)

    after = told(community)
    assert "vingt secondes" not in after.text
    assert all("vingt secondes" not in source.quote for source in after.sources)
    assert SECRET in community.tips.get(tip.id).body  # several wrote it: the tip keeps them, with their author's name
    assert not stands(community, before.sources[0])
    assert stands(community, replace(before.sources[0], quote=BOBS))
