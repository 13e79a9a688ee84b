"""One article: read it, listen to it, or watch it with its captions and its transcript."""

import streamlit as st

from community.articles import LARGEST_MB, Article, Media, as_kept, media_type_of
from community.captions import Caption, captions_in
from community.members import Member
from community.permissions import Thing, may
from errors import CafeError, Unreadable
from pages._article import ICONS, how_long, name_of_kind
from pages._deeds import Offer, offer
from pages._demonstration import show_demonstration_label
from pages._house import house
from pages._language import _, day, name_of
from pages._moderation import show_moderation
from pages._published import show_undo
from pages._reader import press_listen, show_reader
from pages._recording import show_what_was_expressed
from pages._text import label, show
from pages._visit import member, viewer

_FILES = ["webm", "mp4", "mp3", "ogg", "flac", "wav"]
articles = house().community.articles
here = member()
article = articles.get(st.query_params.get("id", ""), viewer=viewer())


def play(content: bytes, media_type: str, captions: tuple[Caption, ...], *, lang: str) -> None:
    """Draw a film with its captions, or a recording."""
    if media_type.startswith("video/"):
        media = Media(file="", media_type=media_type, captions=captions)
        st.video(content, format=media_type, subtitles={name_of(lang): as_kept(media).encode()})
    else:
        st.audio(content, format=media_type, alt=_("Un enregistrement : sa transcription est dessous"))


def show_transcript(captions: tuple[Caption, ...], *, lang: str, is_open: bool) -> None:
    """Draw all that is said, with who says it and when."""
    with st.expander(_("La transcription"), icon=":material/subtitles:", expanded=is_open):
        for caption in captions:
            minutes, seconds = divmod(int(caption.start), 60)
            speaker = f"{caption.speaker} : " if caption.speaker else ""
            show(f"{minutes}:{seconds:02d}  {speaker}{caption.words}", lang=lang)


def show_joining(article: Article, here: Member) -> None:
    """Draw the way to join a film or a recording with its captions: seen first, then joined."""
    with st.expander(_("Joindre un film ou un enregistrement"), icon=":material/movie:"):
        st.write(_("Un film n’est joint qu’avec ses sous-titres : qui n’entend pas le lit, qui ne voit pas l’écoute."))
        handed = st.file_uploader(
            _("Le film ou l’enregistrement, de {limit} Mo au plus").format(limit=LARGEST_MB), _FILES, key="media"
        )
        written = st.file_uploader(_("Ses sous-titres (.vtt)"), ["vtt"], key="captions")
        if handed is not None and written is not None:
            try:
                offer_to_join(article, handed.getvalue(), handed.name, _as_text(written.getvalue()), here)
            except CafeError as error:
                st.error(error.said(_), icon=":material/error:")
        if article.media is not None and st.button(_("Retirer le film"), key="unjoin", icon=":material/delete:"):
            articles.unjoin(article.id, by=here)
            st.rerun()


def _as_text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(name=_("vos sous-titres"), why="UTF-8") from error


def offer_to_join(article: Article, content: bytes, name: str, captions: str, here: Member) -> None:
    """Draw what would be joined, and the button that joins it."""
    said = captions_in(captions)
    play(content, media_type_of(content, name=name), said, lang=article.language)
    show_transcript(said, lang=article.language, is_open=True)
    if st.button(_("Confirmer et joindre"), key="join", type="primary", icon=":material/check:"):
        articles.join(article.id, content, name=name, captions=captions, by=here)
        st.rerun()


offer({"listen": Offer(name=_("Écouter ou arrêter"), do=press_listen)})
show_undo()
st.page_link("articles.py", label=_("À grignoter"), icon=":material/arrow_back:")
show(article.title, lang=article.language, level=1)
show_demonstration_label(article.is_demonstration)
st.caption(
    " · ".join(
        [
            f"{ICONS[article.kind]} {name_of_kind(article.kind)}",
            how_long(article),
            label(article.author.pseudonym),
            day(article.published_at),
        ]
    )
)
media = article.media
if media is not None:
    play(house().community.kept.read(media.file), media.media_type, media.captions, lang=article.language)
    show_transcript(media.captions, lang=article.language, is_open=media.media_type.startswith("audio/"))
show_reader(article.body, language=article.language, key=article.id, is_long=True)
show_what_was_expressed(article)
show_moderation(article, here=here)
if here is not None and may("complete_article", here, Thing(author=article.author.id)):
    show_joining(article, here)
