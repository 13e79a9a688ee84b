"""What this machine can do, what is missing, and how to get it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from errors import CafeError
from modalities import models
from pages._house import house
from pages._language import _, megabytes, plural
from pages._text import label
from pipelines.doctor import Finding, examine

_ICONS = {True: ":material/check_circle:", False: ":material/error:", None: ":material/info:"}


def show_finding(finding: Finding) -> None:
    """Draw one finding: its state in an icon and a word, why, and the command that mends it."""
    states = {True: _("prêt"), False: _("manque"), None: _("facultatif")}
    st.markdown(f"{_ICONS[finding.ok]} **{label(_(finding.what))}** – {states[finding.ok]}")
    if finding.why:
        st.caption(label(_(finding.why)))
    if finding.command:
        st.code(finding.command, language=None, wrap_lines=True)


def show_progress(bar: DeltaGenerator, done: float) -> None:
    """Move the bar of a download; ``done`` is the part that has come, 0.0 to 1.0."""
    bar.progress(min(1.0, done), text=_("Téléchargement… {part} %").format(part=round(100 * done)))


def show_model(model: models.ModelFile) -> None:
    """Draw a model that can be fetched, and fetch it when asked."""
    st.markdown(f"**{model.name}** – {megabytes(model.bytes)} – {label(model.licence)}")
    if models.find(model.name, house().settings.model_folders) is not None:
        st.caption(_("Ce modèle est là."))
        return
    if st.button(_("Télécharger"), key=f"pull-{model.name}", icon=":material/download:"):
        bar = st.progress(0.0, text=_("Téléchargement…"))
        try:
            models.pull(model.name, progress=lambda done: show_progress(bar, done))
        except CafeError as error:
            st.error(error.said(_), icon=":material/error:")
        else:
            st.rerun()


st.title(_("Cette machine"), anchor=False)
st.write(_("Tout se passe ici : le son, les textes et les images ne quittent pas cette machine."))
st.header(_("Ce qu’elle sait faire"), anchor=False)
findings = examine(house().settings)
ready = [finding for finding in findings if finding.ok]
for missing in [finding for finding in findings if not finding.ok]:
    show_finding(missing)
with st.expander(plural("{count} chose est prête", "{count} choses sont prêtes", len(ready)), icon=_ICONS[True]):
    for finding in ready:
        show_finding(finding)

st.header(_("Les modèles à télécharger"), anchor=False)
st.write(_("Un téléchargement, une seule fois ; ensuite plus besoin de réseau."))
for known in models.catalogue():
    show_model(known)
