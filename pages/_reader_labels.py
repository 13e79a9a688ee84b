"""The words on what reads aloud."""

from pages._language import _


def reader_labels() -> dict[str, str]:
    """In the language of the screens."""
    return {
        "listen": _("Écouter"),
        "stop": _("Arrêter"),
        "pause": _("Pause"),
        "resume": _("Reprendre"),
        "again": _("Depuis le début"),
        "previous": _("Phrase précédente"),
        "repeat": _("Répéter la phrase"),
        "next": _("Phrase suivante"),
        "slower": _("Plus lent"),
        "faster": _("Plus vite"),
        "spell": _("Épeler un mot"),
        "more": _("Options de lecture"),
        "speed": _("Vitesse : {speed}"),
        "reading": _("Lecture de la phrase {n} sur {total}"),
        "ended": _("Lecture terminée"),
        "paused": _("En pause. « Reprendre » continue ici."),
        "paused_palm": _("Votre main a arrêté la lecture. « Reprendre » continue au même endroit."),
        "paused_speech": _("Vous parlez : la lecture s’arrête. « Reprendre » continue au même endroit."),
        "blocked": _("Le navigateur attend votre accord pour parler : appuyez sur « Écouter »."),
        "silent": _("La voix ne répond pas. Le texte reste lisible ci-dessus."),
        "which_word": _("Quel mot épeler ?"),
        "early": _("Lire les réponses dès qu’elles s’affichent"),
        "early_why": _("Ce choix reste dans ce navigateur."),
        **_in_rows(),
        **_saving(),
        **_ear(),
    }


def _in_rows() -> dict[str, str]:
    """What the rows of options are about, and the words on their buttons; their whole names are said."""
    return {
        "about_speed": _("Vitesse"),
        "about_sentences": _("Phrase"),
        "about_words": _("Mot"),
        "about_keeping": _("À garder"),
        "previous_short": _("Précédente"),
        "repeat_short": _("Répéter"),
        "next_short": _("Suivante"),
        "wav_short": _("Le son (WAV)"),
        "vtt_short": _("Les sous-titres (WebVTT)"),
    }


def _saving() -> dict[str, str]:
    return {
        "wav": _("Garder le son (WAV)"),
        "vtt": _("Garder les sous-titres (WebVTT)"),
        "saving": _("Le fichier se prépare…"),
        "saved": _("Le fichier est prêt : il est dans vos téléchargements."),
        "not_saved": _("Le fichier n’a pas pu être fait : la voix ne répond pas. Le texte reste lisible ci-dessus."),
    }


def _ear() -> dict[str, str]:
    """What stops the reading when its listener speaks, and why it cannot."""
    go_on = _("Le bouton et la main arrêtent toujours la lecture.")
    problems = {
        "refused": _("Le navigateur refuse le micro à cette page. Autorisez-le dans la barre d’adresse."),
        "missing": _("Aucun micro n’est branché. Branchez-en un, puis réessayez."),
        "taken": _("Un autre programme utilise le micro. Fermez-le, puis réessayez."),
        "insecure": _("Le navigateur ne donne le micro qu’à une adresse en https ou à cette machine."),
        "lost": _("Le micro a été débranché ou coupé."),
        "other": _("Le micro n’a pas pu s’allumer. Débranchez-le, rebranchez-le, puis réessayez."),
    }
    return {
        "ear": _("M’arrêter quand je parle"),
        "ear_why": _(
            "Le micro n’est allumé que pendant la lecture. Le son ne quitte pas ce navigateur : il n’est ni gardé, ni "
            "envoyé, ni compris. Une autre voix dans la pièce arrête aussi la lecture ; si les haut-parleurs sont "
            "forts, parlez plus fort qu’eux."
        ),
        "ear_on": _("Micro allumé : parlez, et la lecture s’arrête. Rien n’est gardé ni envoyé."),
        **{f"ear_{name}": f"{sentence} {go_on}" for name, sentence in problems.items()},
    }
