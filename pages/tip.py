"""One tip: what it says and in whose words, its authors, its threads, and the ways to write it on."""

import streamlit as st

from community.happenings import Thing
from errors import NotFound
from pages._answer import press_listen, show_answer
from pages._deeds import Offer, offer
from pages._demonstration import show_demonstration_label
from pages._follow import show_follow
from pages._house import house
from pages._language import _, day, plural
from pages._published import show_undo
from pages._space import show_space
from pages._text import label, show
from pages._tips import begin_version, names_of, what_changed
from pages._visit import member, viewer
from vocabulary import Answer

community = house().community
tip = community.tips.get(st.query_params.get("id", ""), viewer=viewer())
newest = community.tips.version(tip.id, tip.version, viewer=viewer())


def titles_of_places() -> dict[Thing, str]:
    """Of the threads that are still there for who reads."""
    titles = {}
    for place in tip.places:
        try:
            titles[place] = community.forum.thread(place.id, viewer=viewer()).question.title
        except NotFound:
            continue
    return titles


offer({"listen": Offer(name=_("Écouter ou arrêter"), do=press_listen)})
threads = titles_of_places()
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
        thread = f", « {label(threads[quote.place])} »" if quote.place in threads else ""
        st.caption(_("Mots de {name}").format(name=label(quote.author.pseudonym)) + thread)

with st.expander(_("Écouter cette astuce"), icon=":material/volume_up:"):
    show_answer(Answer(text=f"{tip.title}\n{tip.body}", language=tip.language), key=tip.id)

with st.container(key="next-tip"):
    st.page_link(
        "ask.py",
        label=_("Ajouter un passage, en parlant ou en écrivant"),
        icon=":material/mic:",
        query_params={"to": f"tip:{tip.id}"},
    )
with st.container(horizontal=True):
    if st.button(_("Modifier le texte"), key="edit-tip", icon=":material/edit:"):
        begin_version(tip.id, title=tip.title, body=tip.body, lang=tip.language, base=tip.version)
    show_follow(Thing(kind="tip", id=tip.id), here=member())

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
for place, title in threads.items():
    st.page_link("question.py", label=label(title), icon=":material/forum:", query_params={"id": place.id})
if len(threads) < len(tip.places):
    st.caption(_("Un fil n’est plus là. Ses mots restent, avec le nom de leur auteur."))
