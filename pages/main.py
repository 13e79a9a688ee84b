"""The frame around every screen: the navigation, the language, who is here."""

from pathlib import Path

import streamlit as st

from errors import CafeError
from pages import document
from pages._deeds import SCREEN, choose_camera, show_camera
from pages._entering import ask_pseudonym
from pages._house import house
from pages._language import COOKIE, _, choose_language, language
from pages._provider import offer_provider, take_answer
from pages._space import keep_a_spot, show_every_space
from pages._streamlit_words import streamlit_words
from pages._style import apply_accent
from pages._visit import show_sent_away, show_who_is_here
from pages._way_in import remember_page

LOGO = Path(__file__).resolve().parents[1] / "assets" / "logo.svg"

st.set_page_config(page_title="Café multimodal", page_icon=str(LOGO), layout="centered")
st.logo(str(LOGO), size="large")
document.set_document(language=language(), cookie=COOKIE, words=streamlit_words(_, language()))
apply_accent()

screens = st.navigation(
    [
        st.Page("ask.py", title=_("Demander"), icon=":material/mic:", url_path="ask", default=True),
        st.Page("forum.py", title=_("Entraide"), icon=":material/forum:", url_path="forum"),
        st.Page("cafes.py", title=_("Cafés"), icon=":material/coffee:", url_path="cafes"),
        st.Page("agenda.py", title=_("Agenda"), icon=":material/event:", url_path="agenda"),
        st.Page("articles.py", title=_("À grignoter"), icon=":material/cookie:", url_path="articles"),
        st.Page("machine.py", title=_("Cette machine"), icon=":material/computer:", url_path="machine"),
        st.Page("question.py", title=_("Question"), url_path="question", visibility="hidden"),
        st.Page("cafe.py", title=_("Café"), url_path="cafe", visibility="hidden"),
        st.Page("atelier.py", title=_("Atelier"), url_path="atelier", visibility="hidden"),
        st.Page("open_cafe.py", title=_("Ouvrir un café"), url_path="open-cafe", visibility="hidden"),
        st.Page("spaces.py", title=_("Les espaces"), url_path="spaces", visibility="hidden"),
        st.Page("space.py", title=_("Espace"), url_path="space", visibility="hidden"),
        st.Page("activity.py", title=_("Activité"), url_path="activity", visibility="hidden"),
        st.Page("article.py", title=_("À grignoter"), url_path="article", visibility="hidden"),
        st.Page("plan.py", title=_("Annoncer une activité"), url_path="plan", visibility="hidden"),
        st.Page("wall.py", title=_("Mur"), url_path="wall", visibility="hidden"),
        st.Page("synthesis.py", title=_("Synthèse"), url_path="synthesis", visibility="hidden"),
        st.Page("synthesis_writing.py", title=_("Synthèse"), url_path="synthesis-writing", visibility="hidden"),
        st.Page("tips.py", title=_("Trucs et astuces"), url_path="tips", visibility="hidden"),
        st.Page("tip.py", title=_("Astuce"), url_path="tip", visibility="hidden"),
        st.Page("tip_versions.py", title=_("Versions d’une astuce"), url_path="tip-versions", visibility="hidden"),
        st.Page("new_tip.py", title=_("Nouvelle astuce"), url_path="new-tip", visibility="hidden"),
        st.Page("notices.py", title=_("Nouvelles"), url_path="notices", visibility="hidden"),
        st.Page("my_words.py", title=_("Mes mots"), url_path="my-words", visibility="hidden"),
        st.Page("sign_in.py", title=_("Revenir"), url_path="sign-in", visibility="hidden"),
        st.Page("first_time.py", title=_("Bienvenue"), url_path="first-time", visibility="hidden"),
        st.Page("people.py", title=_("Personnes"), url_path="people", visibility="hidden"),
        st.Page("my_code.py", title=_("Mon code"), url_path="my-code", visibility="hidden"),
        st.Page("recognition.py", title=_("Reconnaissance"), url_path="recognition", visibility="hidden"),
        st.Page("member.py", title=_("Membre"), url_path="member", visibility="hidden"),
        st.Page("flag.py", title=_("Signaler"), url_path="flag", visibility="hidden"),
        st.Page("decision.py", title=_("Mes mots et la modération"), url_path="decision", visibility="hidden"),
        st.Page("welcome.py", title=_("Bienvenue"), url_path="welcome", visibility="hidden"),
        st.Page("moderation_log.py", title=_("Journal"), url_path="moderation-log", visibility="hidden"),
        st.Page("moderation.py", title=_("Modération"), url_path="moderation", visibility="hidden"),
        st.Page("leave.py", title=_("Emporter, ou partir"), url_path="leave", visibility="hidden"),
        st.Page("gestures.py", title=_("Gestes"), url_path="gestures", visibility="hidden"),
        st.Page("look.py", title=_("Regard"), url_path="look", visibility="hidden"),
    ],
    position="top",
)

try:
    house().community.drafts.sweep()  # recordings that nobody can take back any more
    house().community.agenda.remind()  # of activities that begin soon
except CafeError as error:
    st.error(error.said(_), icon=":material/error:")
    st.stop()

take_answer()
with st.container(horizontal=True, horizontal_alignment="right", key="frame"):
    choose_camera()
    choose_language()
    show_who_is_here(offer_provider, ask_pseudonym)
show_sent_away(offer_provider)
remember_page(screens.url_path)
st.session_state[SCREEN] = " ".join(filter(None, (screens.url_path, st.query_params.get("id"))))
show_camera()
keep_a_spot()

try:
    screens.run()
except CafeError as error:
    st.error(error.said(_), icon=":material/error:")
show_every_space()
