"""Streamlit's own words, which it has in English only, and what it says of itself instead of the café."""

from collections.abc import Callable

from vocabulary import Language


def streamlit_words(_: Callable[[str], str], language: Language) -> dict[str, str]:
    """English of Streamlit → the language of the screens, for what the browser's own part names."""
    return _of_itself(_) if language == "en" else {**_of_its_buttons(_), **_of_itself(_)}


def _of_itself(_: Callable[[str], str]) -> dict[str, str]:
    """What it says when its server is away: who writes here knows neither Streamlit nor a terminal."""
    away = _("Laissez cette page ouverte : ce que vous avez écrit y reste. La page se remettra en route d’elle-même.")
    restart = _("Si le café tourne sur cette machine, rouvrez-le par cette commande :")
    return {
        "Connection error": _("Le café ne répond pas"),
        "Streamlit server is not responding. Are you connected to the internet?": away,
        "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": (
            f"{away} {restart}"
        ),
        "streamlit run yourscript.py": "cafe run",
    }


def _of_its_buttons(_: Callable[[str], str]) -> dict[str, str]:
    return {
        "Record": _("Enregistrer"),
        "Stop recording": _("Arrêter l’enregistrement"),
        "Reset": _("Recommencer"),
        "Clear recording": _("Effacer l’enregistrement"),
        "Download as WAV": _("Garder le son (WAV)"),
        "Play": _("Écouter"),
        "Pause": _("Pause"),
        "Take Photo": _("Prendre la photo"),
        "Switch camera": _("Changer de caméra"),
        "This app would like to use your camera.": _("La caméra manque, ou le navigateur la refuse à cette page."),
        "Learn how to allow access.": _("Comment l’autoriser (page en anglais)"),
        "Uploading...": _("Envoi…"),
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
        "Close": _("Fermer"),
        "Copy to clipboard": _("Copier"),
        "Choose an option": _("Choisissez"),
        "Choose date": _("Choisir une date"),
        "Increment": _("Augmenter"),
        "Decrement": _("Diminuer"),
        "Clear value": _("Effacer"),
        "progress": _("Avancement"),
    }
