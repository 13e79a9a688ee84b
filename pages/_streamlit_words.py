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
        "Add files": _("Choisir un autre fichier"),
        "Drag and drop a file here": _("Ou déposez un fichier ici"),
        "MB per file": _("Mo par fichier"),
        "An error has occurred, please try again.": _("L’enregistrement n’a pas abouti. Essayez encore."),
        "Main menu": _("Menu principal"),
        "App pages": _("Écrans du café"),
        "Navigate to home page": _("Revenir au premier écran"),
        "Skip to main content": _("Aller au contenu"),
        "Sidebar": _("Menu"),
        "Fullscreen:": _("Plein écran :"),
        "Help for": _("Aide :"),
        "Open": _("Ouvrir"),
        "Clear value": _("Effacer"),
    }
