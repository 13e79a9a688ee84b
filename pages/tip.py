"""One tip: what it says and in whose words, its authors, where it comes from, and the ways to write it on."""

from contextlib import suppress

import streamlit as st

from community.happenings import Thing
from community.tips import Quote
from errors import NotFound
from pages._answer import show_answer
from pages._deeds import Offer, offer
from pages._demonstration import show_demonstration_label
from pages._follow import show_follow
from pages._house import house
from pages._language import _, day
from pages._moderation import show_moderation
from pages._pictures import show_pictures
from pages._published import show_undo
from pages._reader import press_listen
from pages._space import show_space
from pages._takeable import Place, named, place_of
from pages._text import label, show
from pages._tips import begin_version, names_of, what_changed
from pages._visit import member, viewer
from pages.printing import show_print_button, show_printed_address
from vocabulary import Answer, Picture

community = house().community
tip = community.tips.get(st.query_params.get("id", ""), viewer=viewer())
newest = community.tips.version(tip.id, tip.version, viewer=viewer())


def places_of_tip() -> dict[Thing, Place]:
    """Those that are still there for who reads."""
    found = {}
    for place in tip.places:
        with suppress(NotFound):
            found[place] = place_of(named(place))
    return found


def show_whose(quote: Quote) -> None:
    """Say whose words stand above, and where they were written."""
    name = label(quote.author.pseudonym)
    if quote.place not in places:
        st.caption(_("Mots de {name}").format(name=name))
        return
    title = label(places[quote.place].title)
    st.caption(_("Mots de {name}, dans « {title} »").format(name=name, title=title))


def pictures_of_replies() -> dict[str, tuple[Picture, ...]]:
    """The pictures of the replies from which words were taken."""
    threads = [community.forum.thread(place.id, viewer=viewer()) for place in places if place.kind == "question"]
    return {reply.id: reply.pictures for thread in threads for reply in thread.replies}


offer({"listen": Offer(name=_("Écouter ou arrêter"), do=press_listen)})
places = places_of_tip()
pictures = pictures_of_replies()
space = show_space(tip.space)

show_undo()
with st.container(key="on-screen-back"):
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
    show_print_button(key=tip.id)
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
with st.container(key="on-screen-versions"):
    st.page_link(
        "tip_versions.py", label=_("Toutes les versions"), icon=":material/history:", query_params={"id": tip.id}
    )

st.header(_("D’où elle vient"), anchor=False)
for place in places.values():
    st.page_link(
        place.page,
        label=label(place.title),
        icon=":material/forum:" if place.thing.kind == "question" else ":material/groups:",
        query_params={"id": place.thing.id},
    )
if len(places) < len(tip.places):
    st.caption(_("Un des fils ou des ateliers n’est plus là. Ses mots restent, avec le nom de leur auteur."))
show_printed_address(f"/tip?id={tip.id}")
