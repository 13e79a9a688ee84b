"""Streamlit's own words, which it has in English only."""

from collections.abc import Callable


def streamlit_words(_: Callable[[str], str]) -> dict[str, str]:
    """English of Streamlit → the language of the screens, for the buttons that the browser's own part names."""
    return {
        "Record": _("Enregistrer"),
        "Stop recording": _("Arrêter l’enregistrement"),
        "Reset": _("Recommencer"),
        "Clear recording": _("Effacer l’enregistrement"),
        "Download as WAV": _("Garder le son (WAV)"),
        "Play": _("Écouter"),
        "Pause": _("Pause"),
        "Upload": _("Choisir un fichier"),
        "Browse files": _("Choisir un fichier"),
        "Drag and drop file here": _("Ou déposez-le ici"),
        "Main menu": _("Menu principal"),
        "Open": _("Ouvrir"),
        "Clear value": _("Effacer"),
    }
