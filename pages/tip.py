"""One tip: what it says and in whose words, its authors, its threads, and the ways to write it on."""

import streamlit as st

from community.forum import Thread
from community.happenings import Thing
from community.tips import Quote
from errors import NotFound
from pages._answer import show_answer
from pages._deeds import Offer, offer
from pages._demonstration import show_demonstration_label
from pages._follow import show_follow
from pages._house import house
from pages._language import _, day, plural
from pages._moderation import show_moderation
from pages._pictures import show_pictures
from pages._published import show_undo
from pages._reader import press_listen
from pages._space import show_space
from pages._text import label, show
from pages._tips import begin_version, names_of, what_changed
from pages._visit import member, viewer
from vocabulary import Answer

community = house().community
tip = community.tips.get(st.query_params.get("id", ""), viewer=viewer())
newest = community.tips.version(tip.id, tip.version, viewer=viewer())


def threads_of_tip() -> dict[Thing, Thread]:
    """Those that are still there for who reads."""
    found = {}
    for place in tip.places:
        try:
            found[place] = community.forum.thread(place.id, viewer=viewer())
        except NotFound:
            continue
    return found


def show_whose(quote: Quote) -> None:
    """Say whose words stand above, and where they were written."""
    name = label(quote.author.pseudonym)
    if quote.place not in threads:
        st.caption(_("Mots de {name}").format(name=name))
        return
    title = label(threads[quote.place].question.title)
    st.caption(_("Mots de {name}, dans « {title} »").format(name=name, title=title))


offer({"listen": Offer(name=_("Écouter ou arrêter"), do=press_listen)})
threads = threads_of_tip()
pictures = {reply.id: reply.pictures for thread in threads.values() for reply in thread.replies}
space = show_space(tip.space)

show_undo()
st.page_link("tips.py", label=_("Trucs et astuces"), icon=":material/arrow_back:")
show(tip.title, lang=tip.language, level=1)
show_demonstration_label(tip.is_demonstration)
st.caption(
    _("Par {names}. Version {number}, le {day}.").format(
        names=names_of(tip.credited), number=tip.version, day=day(tip.changed_at)
    )
)

for words, quote in tip.parts:
    show(words, lang=tip.language, quote=quote is not None)
    if quote is not None:
        show_whose(quote)
        show_pictures(pictures.pop(quote.source.id, ()))  # once, where the first of its words stand

with st.expander(_("Écouter cette astuce"), icon=":material/volume_up:"):
    show_answer(Answer(text=f"{tip.title}\n{tip.body}", language=tip.language), key=tip.id)

with st.container(key="next-tip"):
    st.page_link(
        "ask.py",
        label=_("Ajouter un passage, en parlant ou en écrivant"),
        icon=":material/mic:",
        query_params={"to": f"tip:{tip.id}"},
    )
with st.container(horizontal=True, vertical_alignment="center"):
    if st.button(_("Modifier le texte"), key="edit-tip", icon=":material/edit:"):
        begin_version(tip.id, title=tip.title, body=tip.body, lang=tip.language, base=tip.version)
    show_follow(Thing(kind="tip", id=tip.id), here=member())
show_moderation(tip, here=member())

st.header(_("Ses auteurs"), anchor=False)
standing = {quote.author.id: quote.author for _words, quote in tip.parts if quote is not None}
reworked = {quote.author.id: quote.author for quote in tip.quotes if quote.author.id not in standing}
if standing:
    st.markdown(_("Mots repris, tels quels : {names}").format(names=names_of(list(standing.values()))))
if reworked:
    st.markdown(_("D’après les mots de : {names}").format(names=names_of(list(reworked.values()))))
st.markdown(_("Écrite par : {names}").format(names=names_of(tip.writers)))
st.caption(
    _("Dernier changement, par {name} : {what}").format(name=label(newest.author.pseudonym), what=what_changed(newest))
)
st.page_link("tip_versions.py", label=_("Toutes les versions"), icon=":material/history:", query_params={"id": tip.id})

st.header(plural("Le fil dont elle vient", "Les fils dont elle vient", len(tip.places)), anchor=False)
for thread in threads.values():
    st.page_link(
        "question.py",
        label=label(thread.question.title),
        icon=":material/forum:",
        query_params={"id": thread.question.id},
    )
if len(threads) < len(tip.places):
    st.caption(_("Un fil n’est plus là. Ses mots restent, avec le nom de leur auteur."))
