"""What a confirmed draft becomes, and how it is taken back: called by ``drafts.Drafts``, within its transaction."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from community.articles import link_to_article, take_article_back, write_article
from community.cafes import Contribution, link_to_cafe, link_to_contribution, place_of_reply
from community.closings import holds
from community.drafts import UNDO_SECONDS, Files, KeptDraft, Published, PublishedKind
from community.forum import Question, Reply, link_to_question, link_to_reply
from community.happenings import Happening, Happenings, Kind, Thing
from community.ids import new_id
from community.literal import is_quotable
from community.members import Member
from community.permissions import may
from community.preparing import CafeWords, link_to_preparation, may_write_for
from community.spaces import Spaces
from community.syntheses import Part, link_to_manuscript, new_part_id, place_of
from community.tips import link_to_tip, take_version_back, write_version
from community.viewers import viewer_of
from errors import N_, AlreadySigned, NotConfirmable, NotFound
from vocabulary import Destination

if TYPE_CHECKING:
    from community.storage import Rows

NO_FORUM = N_("cet espace n’a pas de forum d’entraide.")
QUESTION_GONE = N_("la question n’est plus là, son auteur l’a retirée.")
NO_ATELIER = N_("cet atelier n’existe pas.")
ATELIER_CLOSED = N_("cet atelier est fermé.")
NOT_YOUR_ATELIER = N_("la synthèse est écrite par qui anime l’atelier.")
CAFE_GONE = N_("ce café n’est plus là.")
NOT_YOUR_CAFE = N_("seul qui tient ce café peut l’écrire.")
NO_PHOTO_ALT = N_("dites ce que montre la photo, pour qui ne la voit pas.")
CONTRIBUTION_GONE = N_("la contribution n’est plus là, ou vous ne pouvez pas la lire.")
NOT_ITS_WORDS = N_("les mots cités ne sont pas ceux de la contribution. Choisissez-les encore sur sa page.")


class Publishing:
    """The places to which words may go."""

    def __init__(self, spaces: Spaces, happenings: Happenings, *, now: Callable[[], datetime]) -> None:
        self._spaces = spaces
        self._happenings = happenings
        self._now = now

    def publish(self, rows: "Rows", kept: KeptDraft, to: Destination, member: Member) -> Published:
        """Make of a draft what its destination asks for. Raises ``NotConfirmable`` where that takes it no longer."""
        if to.kind == "forum":
            return self._ask(rows, kept, to.id, member)
        if to.kind == "thread":
            return self._reply(rows, kept, to.id, member)
        if to.kind in ("introduction", "opening"):
            return self._write_for_a_cafe(rows, kept, to, member)
        if to.kind == "contribution":
            return self._reply_in_an_atelier(rows, kept, to.id, member)
        if to.kind == "synthesis":
            return self._add_sentence(rows, kept, to.id, member)
        if to.kind == "tip":
            return self._co_write(rows, kept, to.id, member)
        if to.kind == "article":
            return self._write_article(rows, kept, to.id, member)
        return self._contribute(rows, kept, to.id, member)

    def _ask(self, rows: "Rows", kept: KeptDraft, space: str, member: Member) -> Published:
        try:
            has_forum = self._spaces.get(space).has_forum
        except NotFound as error:
            raise NotConfirmable(why=NO_FORUM) from error
        if not has_forum:
            raise NotConfirmable(why=NO_FORUM)
        question = Question(
            id=new_id(),
            space=space,
            title=kept.draft.subject.strip(),
            body=kept.draft.text,
            author=member,
            asked_at=self._now(),
            language=kept.draft.language,
            recognitions=kept.draft.recognitions,
            is_shy=kept.draft.is_shy,
            **_that_stay(kept),
        )
        rows.forum.add_question(question, draft=kept.id)
        if not question.is_shy:
            rows.index.add_question(question)
        self._tell(rows, "published", Thing(kind="question", id=question.id), member.id, space=space)
        return _published("question", question.id, link_to_question(question.id), question.asked_at)

    def _reply(self, rows: "Rows", kept: KeptDraft, question_id: str, member: Member) -> Published:
        question = rows.forum.question(question_id, lock=True, viewer=viewer_of(member))
        if question is None:
            raise NotConfirmable(why=QUESTION_GONE)
        reply = Reply(
            id=new_id(),
            question=question.id,
            body=kept.draft.text,
            author=member,
            written_at=self._now(),
            language=kept.draft.language,
            recognitions=kept.draft.recognitions,
            is_shy=kept.draft.is_shy,
            **_that_stay(kept),
        )
        rows.forum.add_reply(reply, draft=kept.id)
        if not (reply.is_shy or question.is_shy or question.hidden_at):
            rows.index.add_reply(reply, question)
        self._tell(
            rows,
            "published",
            Thing(kind="reply", id=reply.id),
            member.id,
            to=question.author.id,
            parent=Thing(kind="question", id=question.id),
            space=question.space,
        )
        return _published("reply", reply.id, link_to_reply(reply.id, question=question.id), reply.written_at)

    def _reply_in_an_atelier(self, rows: "Rows", kept: KeptDraft, place: str, member: Member) -> Published:
        """A reply to a contribution, which may quote words of it: they are taken from there, so they are its own."""
        contribution_id, span = place_of_reply(place)
        rows.alone(f"contribution {contribution_id}")
        answered = rows.cafes.contribution(contribution_id, viewer=viewer_of(member))
        if answered is None:
            raise NotConfirmable(why=CONTRIBUTION_GONE)
        if "/" in place and (span is None or not is_quotable(span, answered.body)):
            raise NotConfirmable(why=NOT_ITS_WORDS)
        return self._contribute(rows, kept, answered.atelier, member, answered=answered, span=span)

    def _contribute(
        self,
        rows: "Rows",
        kept: KeptDraft,
        atelier_id: str,
        member: Member,
        *,
        answered: Contribution | None = None,
        span: tuple[int, int] | None = None,
    ) -> Published:
        atelier = rows.cafes.atelier(atelier_id)
        if atelier is None or not atelier.is_open:
            raise NotConfirmable(why=NO_ATELIER)
        if atelier.closed:
            raise NotConfirmable(why=ATELIER_CLOSED)
        contribution = Contribution(
            id=new_id(),
            atelier=atelier.id,
            body=kept.draft.text,
            author=member,
            written_at=self._now(),
            language=kept.draft.language,
            recognitions=kept.draft.recognitions,
            is_shy=kept.draft.is_shy,
            photo_alt=_said_of_photo(kept),
            reply_to=answered.id if answered is not None else None,
            thread=(answered.thread or answered.id) if answered is not None else None,
            span=span,
            **_that_stay(kept),
        )
        rows.cafes.add_contribution(contribution, draft=kept.id)
        if answered is not None:
            self._tell_of_reply(rows, contribution, answered, atelier.space)
        self._tell(
            rows,
            "published",
            Thing(kind="contribution", id=contribution.id),
            member.id,
            to=atelier.animator.id,
            parent=Thing(kind="atelier", id=atelier.id),
            space=atelier.space,
        )
        link = link_to_contribution(contribution.id, atelier=atelier.id)
        return _published("contribution", contribution.id, link, contribution.written_at)

    def _write_for_a_cafe(self, rows: "Rows", kept: KeptDraft, to: Destination, member: Member) -> Published:
        """The introduction of a café, or the opening words of an atelier; others see them once the café is open."""
        atelier = rows.cafes.atelier(to.id) if to.kind == "opening" else None
        cafe = rows.cafes.get(atelier.cafe if atelier is not None else to.id)
        if cafe is None or (to.kind == "opening" and atelier is None):
            raise NotConfirmable(why=CAFE_GONE)
        if not may_write_for(cafe, atelier, member):
            raise NotConfirmable(why=NOT_YOUR_CAFE)
        rows.alone(f"cafe {cafe.id}")
        words = CafeWords(
            id=new_id(),
            cafe=cafe.id,
            atelier=atelier.id if atelier is not None else None,
            body=kept.draft.text,
            former=atelier.opening if atelier is not None else cafe.introduction,
            author=member,
            written_at=self._now(),
            language=kept.draft.language,
            recognitions=kept.draft.recognitions,
            **_that_stay(kept),
        )
        rows.preparing.add_words(words, draft=kept.id)
        link = link_to_preparation(cafe.id) if not cafe.is_open else link_to_cafe(cafe.id)
        return _published("cafe_words", words.id, link, words.written_at)

    def _tell_of_reply(self, rows: "Rows", reply: Contribution, answered: Contribution, space: str) -> None:
        """What says most is told first: whoever is told that they are quoted need not hear that it is a reply."""
        thing, concerned = Thing(kind="contribution", id=reply.id), Thing(kind="contribution", id=answered.id)
        to = answered.author.id
        if reply.span is not None:
            here = Thing(kind="atelier", id=reply.atelier)
            self._tell(rows, "quoted", thing, reply.author.id, to=to, parent=here, quoted=concerned, space=space)
        self._tell(rows, "replied", thing, reply.author.id, to=to, parent=concerned, space=space)

    def _add_sentence(self, rows: "Rows", kept: KeptDraft, place: str, member: Member) -> Published:
        """Add a sentence to the synthesis that is being written; nobody else sees it before it is signed."""
        atelier_id, former = place_of(place)
        rows.alone(f"atelier {atelier_id}")
        atelier = rows.cafes.atelier(atelier_id)
        if atelier is None:
            raise NotConfirmable(why=NO_ATELIER)
        if not may("animate", member, holds(atelier)):
            raise NotConfirmable(why=NOT_YOUR_ATELIER)
        part = Part(
            id=new_part_id(),
            atelier=atelier.id,
            text=kept.draft.text,
            author=member,
            written_at=self._now(),
            language=kept.draft.language,
            recognitions=kept.draft.recognitions,
            **_that_stay(kept),
        )
        rows.syntheses.add(part, in_place_of=former, draft=kept.id)
        if former is not None:
            rows.syntheses.set_aside(former, atelier=atelier.id, by=member.id, at=part.written_at)
        return _published("sentence", part.id, link_to_manuscript(atelier.id), part.written_at)

    def _co_write(self, rows: "Rows", kept: KeptDraft, tip: str, member: Member) -> Published:
        at = self._now()
        write_version(
            rows,
            kept.draft,
            id=tip,
            author=member,
            at=at,
            happenings=self._happenings,
            kept_as=kept.id,
            files=cast(Mapping[str, str | None], _that_stay(kept)),
        )
        return _published("tip", tip, link_to_tip(tip), at)

    def _write_article(self, rows: "Rows", kept: KeptDraft, kind: str, member: Member) -> Published:
        article = write_article(
            rows,
            kept.draft,
            kind,
            id=new_id(),
            author=member,
            at=self._now(),
            kept_as=kept.id,
            files=_that_stay(kept),
            happenings=self._happenings,
        )
        return _published("article", article.id, link_to_article(article.id), article.published_at)

    def withdraw(self, rows: "Rows", kept: KeptDraft, published: Published, *, by: str) -> None:
        """``by`` takes back what a draft of theirs published. It is told before it is gone."""
        if published.kind == "sentence":
            self._take_sentence_back(rows, kept, published)
            return
        if published.kind == "tip":
            take_version_back(rows, kept.id, by=by, at=self._now(), happenings=self._happenings)
            return
        if published.kind == "cafe_words":
            rows.preparing.take_words_back(published.id)
            return
        gone = Thing(kind=published.kind, id=published.id)
        if published.kind == "article":
            take_article_back(rows, published.id, by=by, at=self._now(), happenings=self._happenings)
        elif published.kind == "contribution":
            self._withdraw_contribution(rows, published.id, by)
        elif published.kind == "reply":
            self._tell(rows, "taken_back", gone, by)
            rows.index.remove(published.id)
            rows.forum.remove_reply(published.id)
        else:
            rows.forum.question(published.id, lock=True)
            for draft in rows.forum.drafts_of_replies(published.id):
                rows.drafts.set_unpublished(draft)
            for reply in rows.forum.reply_ids(published.id):
                self._tell(rows, "taken_back", Thing(kind="reply", id=reply), by, parent=gone)
            self._tell(rows, "taken_back", gone, by)
            rows.index.remove_thread(published.id)
            rows.forum.remove_question(published.id)

    def _withdraw_contribution(self, rows: "Rows", id: str, by: str) -> None:
        """The replies to it, and to those, are drafts of their authors again."""
        rows.alone(f"contribution {id}")
        for reply, draft in rows.exchanges.replies_to(id):
            if draft is not None:
                self._withdraw_contribution(rows, reply, by)
                rows.drafts.set_unpublished(draft)
        self._tell(rows, "taken_back", Thing(kind="contribution", id=id), by)
        rows.cafes.remove_contribution(id)

    def _take_sentence_back(self, rows: "Rows", kept: KeptDraft, published: Published) -> None:
        """What it had taken the place of stands there again."""
        if rows.syntheses.is_signed(published.id):
            raise AlreadySigned
        rows.syntheses.remove(published.id)
        former = place_of(kept.draft.to.id)[1] if kept.draft.to is not None else None
        if former is not None:
            rows.syntheses.put_back(former, aside_since=published.at)

    def _tell(self, rows: "Rows", kind: Kind, thing: Thing, by: str, **more: Any) -> None:
        self._happenings.tell(rows, Happening(kind=kind, thing=thing, by=by, at=self._now(), **more))


def _said_of_photo(kept: KeptDraft) -> str | None:
    """What a photo that is brought to an atelier shows. Raises ``NotConfirmable`` where nothing says it.

    The words that were read on a photographed note say it already; of any other picture its author does, in the place
    of a subject, which contributions have not.
    """
    if kept.photo is None or not kept.draft.keeps_photo:
        return None
    said = kept.draft.subject.strip()
    if not said and not any(one.text for one in kept.draft.recognitions):
        raise NotConfirmable(why=NO_PHOTO_ALT)
    return said or None


def _that_stay(kept: KeptDraft) -> Files:
    """The files that are published with the words: only where the author said so."""
    draft = kept.draft
    return Files(
        recording=kept.recording if draft.keeps_recording else None,
        ink=kept.ink if draft.keeps_ink else None,
        photo=kept.photo if draft.keeps_photo else None,
    )


def _published(kind: PublishedKind, id: str, link: str, at: datetime) -> Published:
    return Published(kind=kind, id=id, link=link, at=at, undo_until=at + timedelta(seconds=UNDO_SECONDS))
