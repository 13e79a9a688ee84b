"""The family of errors that a person can meet, each named for what happened to that person.

    CafeError
    ├── CannotBeRead            what was handed in is of no use
    │   ├── NoSuchFile, EmptyInput, Unreadable, UnknownFormat
    │   ├── NotInk, NotAPicture, NotAClip
    │   ├── BadAddress, BadCaptions
    │   └── TooLong, TooManyWords, TooManyBytes, TooManyPoints, TooManyPixels
    ├── NotAvailable            what was asked for is not here
    │   ├── UnknownBackend, UnknownModel, UnknownLanguage, BadSetting
    │   ├── ModelMissing, ModelDamaged, DownloadFailed (NoSourceReached)
    │   └── EngineFailed, VoiceSilent, NotYetPossible, NotCalibrated, MailNotSent
    ├── NothingUnderstood       there was no word in it
    │   └── NoGestureSeen, NoLookSeen
    ├── GestureNotLearnt        what was shown does not make a gesture of its own
    ├── CannotBeKept            the store refuses
    │   └── StoreLocked, StoreReadOnly, StoreNewer, StoreDamaged, StoreUnreachable, DiskFull, NotWritable
    ├── NotAllowed              somebody else's, or no longer possible
    │   └── NotYours, PseudonymTaken, PseudonymUnusable, NotConfirmable, NotOpenable, TooLateToUndo, WrittenOn,
    │       ReasonMissing, TooSoon, TooManyForNow, CodeWrong, ForAnotherModerator,
    │       NotPlannable, PlanChanged, NoMoreSignUps, SessionEnded, AccountGone, TooManyTries,
    │       LastAdministrator, NobodyThere, SignInRefused (SignInForged, SignInElsewhere, SignInExpired, SignInDenied,
    │       SignInUnreachable),
    │       CodeRefused (CodeUnknown, CodeUsed, CodeReplaced, CodeOld, CodeOfAnother)
    │       ReasonMissing, TooSoon, CodeWrong,
    │       NotWordForWord, NotShownToAll, AtelierOpen, NothingToSign, ChangedMeanwhile, AlreadySigned
    ├── NotFound
    └── Cancelled               the person stopped it

Each sentence says what happened and what to do. They are written in French and translated where they are shown.
"""

from collections.abc import Callable
from typing import ClassVar


def N_(sentence: str) -> str:
    """Mark a French sentence for the catalogue; it is translated where it is shown."""
    return sentence


def _as_written(sentence: str) -> str:
    return sentence


class CafeError(Exception):
    """What a person can meet. ``sentence`` holds ``{facts}`` that are given by name."""

    sentence: ClassVar[str] = N_("Quelque chose n’a pas marché.")
    exit_code: ClassVar[int] = 2

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.said())

    def said(self, translate: Callable[[str], str] = _as_written) -> str:
        """The sentence, translated, with its facts. A reason (``why``) that the catalogue knows is translated too."""
        why = self.facts.get("why")
        reason = {"why": translate(why)} if isinstance(why, str) and why else {}
        return translate(self.sentence).format(**{**self.facts, **reason})


class CannotBeRead(CafeError):
    sentence = N_("« {name} » ne peut pas être lu.")


class NoSuchFile(CannotBeRead):
    sentence = N_("Il n’y a pas de fichier « {name} ». Vérifiez le nom et le dossier.")


class EmptyInput(CannotBeRead):
    sentence = N_("« {name} » est vide. Enregistrez ou choisissez autre chose.")


class Unreadable(CannotBeRead):
    sentence = N_("« {name} » ne contient pas de son lisible ({why}). Essayez un fichier .wav, .flac, .mp3 ou .ogg.")


class UnknownFormat(CannotBeRead):
    sentence = N_("« {name} » n’est pas d’un format connu. Formats lus : {known}.")


class NotInk(CannotBeRead):
    sentence = N_(
        "« {name} » ne contient pas d’encre lisible ({why}). "
        "Essayez un fichier .json, .jsonl ou .inkml, ou une photo .jpg ou .png."
    )


class NotAPicture(CannotBeRead):
    sentence = N_("« {name} » n’est pas une photo lisible ({why}). Essayez un fichier .jpg ou .png.")


class NotAClip(CannotBeRead):
    sentence = N_("« {name} » n’est pas une vidéo lisible ({why}). Essayez un fichier .mp4, .webm ou .gif.")


class TooManyPoints(CannotBeRead):
    sentence = N_("L’encre de « {name} » a plus de {limit} points. Écrivez sur plusieurs feuilles.")


class TooManyPixels(CannotBeRead):
    sentence = N_("L’image de « {name} » dépasse {limit} mégapixels. Reprenez-la en plus petit.")


class TooLong(CannotBeRead):
    sentence = N_("« {name} » dure plus de {limit} minutes. Coupez-le en morceaux plus courts.")


class TooManyBytes(CannotBeRead):
    sentence = N_("« {name} » pèse plus de {limit} Mo. Choisissez un fichier plus petit.")


class TooManyWords(CannotBeRead):
    sentence = N_("Ce texte a {length} caractères, la limite est {limit}. Rien n’est perdu : raccourcissez-le.")


class BadAddress(CannotBeRead):
    sentence = N_("« {name} » n’est pas une adresse de courriel. Elle ressemble à : prenom@exemple.fr")


class BadCaptions(CannotBeRead):
    sentence = N_("Les sous-titres ne peuvent pas être lus, à la ligne {line} : {why}.")


class NotAvailable(CafeError):
    sentence = N_("« {name} » n’est pas disponible ici.")


class UnknownBackend(NotAvailable):
    sentence = N_("« {name} » n’est pas un moteur connu. Moteurs connus : {known}.")


class UnknownModel(NotAvailable):
    sentence = N_("« {name} » n’est pas un modèle connu. Modèles connus : {known}.")


class UnknownLanguage(NotAvailable):
    sentence = N_("« {name} » n’est pas une langue connue. Langues connues : {known}.")


class BadSetting(NotAvailable):
    sentence = N_("Le réglage {name} ne convient pas : {why}.")


class ModelMissing(NotAvailable):
    sentence = N_("Il manque le modèle « {name} ». Pour l’obtenir : {command}")


class ModelDamaged(NotAvailable):
    sentence = N_("Le modèle « {name} » est abîmé ({why}). Pour le reprendre : {command}")


class DownloadFailed(NotAvailable):
    sentence = N_("Le téléchargement de « {name} » n’a pas abouti ({why}). Ce qui est arrivé est gardé : relancez-le.")


class NoSourceReached(DownloadFailed):
    sentence = N_(
        "« {name} » n’a pu être pris ni chez son éditeur ni dans l’index des paquets Python ({why}). "
        "Vérifiez le réseau, puis relancez."
    )


class EngineFailed(NotAvailable):
    sentence = N_("Le moteur « {name} » n’a pas pu faire son travail ({why}). Essayez-en un autre, ou écrivez.")


class VoiceSilent(NotAvailable):
    sentence = N_("La voix « {name} » ne parle pas ({why}). La réponse reste lisible à l’écran.")


class NotYetPossible(NotAvailable):
    sentence = N_("« {name} » n’est pas encore possible ici. Possible aujourd’hui : {known}.")


class NotCalibrated(NotAvailable):
    sentence = N_("Le regard n’a pas pu être réglé : {why}. Recommencez, ou pointez avec la tête ou au clavier.")


class MailNotSent(NotAvailable):
    sentence = N_("Le courriel n’a pas pu partir ({why}). Réessayez plus tard : les nouvelles restent ici.")


class NothingUnderstood(CafeError):
    sentence = N_("Je n’ai pas compris de mots. Essayez encore une fois, ou écrivez.")
    exit_code = 1


class GestureNotLearnt(CafeError):
    sentence = N_("Le geste « {name} » n’a pas été appris : {why}.")


class NoGestureSeen(NothingUnderstood):
    sentence = N_(
        "Je n’ai pas vu de geste que je connaisse. Montrez la main entière, plus près, et tenez-la un instant."
    )


class NoLookSeen(NothingUnderstood):
    sentence = N_("Je n’ai pas vu où l’on regarde. Montrez le visage entier, de face et bien éclairé.")


class CannotBeKept(CafeError):
    sentence = N_("La communauté ne peut rien garder pour le moment ({why}).")


class StoreLocked(CannotBeKept):
    sentence = N_("La base est occupée par un autre programme. Rien n’est perdu : réessayez dans un instant.")


class StoreReadOnly(CannotBeKept):
    sentence = N_("La base est en lecture seule : {name}. Donnez le droit d’écrire, ou changez CAFE_DATA.")


class StoreNewer(CannotBeKept):
    sentence = N_("La base {name} vient d’une version plus récente. Mettez le café à jour pour l’ouvrir.")


class StoreDamaged(CannotBeKept):
    sentence = N_(
        "La base {name} est abîmée. Elle n’a pas été modifiée : reprenez une sauvegarde, ou changez CAFE_DATA."
    )


class StoreUnreachable(CannotBeKept):
    sentence = N_("La base {name} ne répond pas ({why}). Vérifiez CAFE_DATABASE.")


class DiskFull(CannotBeKept):
    sentence = N_("Le disque est plein. Libérez de la place puis réessayez : votre brouillon reste à l’écran.")


class NotWritable(CannotBeKept):
    sentence = N_("« {name} » ne peut pas être écrit ({why}). Choisissez un autre fichier ou un autre dossier.")


class NotAllowed(CafeError):
    sentence = N_("Cela ne vous est pas permis.")


class NotYours(NotAllowed):
    sentence = N_("Cela appartient à quelqu’un d’autre : seule cette personne peut le faire.")


class PseudonymTaken(NotAllowed):
    sentence = N_("Le pseudonyme « {name} » est déjà pris. Choisissez-en un autre, ou revenez avec votre code.")


class PseudonymUnusable(NotAllowed):
    sentence = N_("Un pseudonyme a de 2 à 40 caractères, avec au moins une lettre.")


class NotConfirmable(NotAllowed):
    sentence = N_("Ce brouillon ne peut pas être publié : {why}")


class WrittenOn(NotAllowed):
    sentence = N_(
        "Quelqu’un a déjà écrit la suite de votre version : elle reste. "
        "Pour revenir en arrière, ramenez une version d’avant."
    )


class NotOpenable(NotAllowed):
    sentence = N_("Ce café ne peut pas être ouvert ainsi : {why}")


class TooLateToUndo(NotAllowed):
    sentence = N_("Il est trop tard pour annuler : les {seconds} secondes sont passées.")


class ReasonMissing(NotAllowed):
    sentence = N_("Dites pourquoi, en une phrase : les personnes concernées la liront.")


class TooSoon(NotAllowed):
    sentence = N_("Pas si vite : attendez {seconds} secondes, puis recommencez.")


class TooManyForNow(NotAllowed):
    sentence = N_("C’est beaucoup en peu de temps. Rien n’est perdu : vous pourrez continuer dans {minutes} minutes.")


class ForAnotherModerator(NotAllowed):
    sentence = N_("Un appel est décidé par quelqu’un d’autre que la personne dont la décision est contestée.")


class CodeWrong(NotAllowed):
    sentence = N_("Ce n’est pas le bon code, ou il est trop vieux. Demandez-en un autre.")


class NotPlannable(NotAllowed):
    sentence = N_("Cette activité ne peut pas être annoncée ainsi : {why}")


class PlanChanged(NotAllowed):
    sentence = N_("Quelqu’un d’autre a changé cette activité entre-temps. Relisez-la, puis recommencez.")


class NoMoreSignUps(NotAllowed):
    sentence = N_("Ce n’est plus possible : {why}")


class SessionEnded(NotAllowed):
    sentence = N_("Votre session sous le pseudonyme « {name} » est terminée. Revenez avec votre code.")


class AccountGone(NotAllowed):
    sentence = N_("Ce compte n’existe plus : vous êtes de nouveau en invité. Vos brouillons sont toujours là.")


class TooManyTries(NotAllowed):
    sentence = N_("Trop de codes faux ont été essayés. Attendez {minutes} min, puis réessayez : votre code reste bon.")


class SignInRefused(NotAllowed):
    sentence = N_("La connexion n’a pas abouti. Rien n’a changé ici : réessayez, ou continuez sans elle.")


class SignInForged(SignInRefused):
    sentence = N_(
        "La réponse à votre connexion n’est pas valable : elle a été changée en route. Connectez-vous encore."
    )


class SignInElsewhere(SignInRefused):
    sentence = N_("La réponse à votre connexion était faite pour un autre site. Connectez-vous depuis ce café.")


class SignInExpired(SignInRefused):
    sentence = N_("Votre connexion a expiré. Connectez-vous encore : vous reviendrez où vous étiez.")


class SignInDenied(SignInRefused):
    sentence = N_("La connexion a été refusée ou abandonnée. Rien n’a changé ici : continuez, ou réessayez.")


class SignInUnreachable(SignInRefused):
    sentence = N_("Le service de connexion ne répond pas. Continuez sans lui, ou réessayez plus tard.")


class NobodyThere(NotAllowed):
    sentence = N_("« {name} » fait partie de la démonstration : personne ne peut participer sous ce pseudonyme.")


class LastAdministrator(NotAllowed):
    sentence = N_("C’est la seule personne qui administre ce café : donnez d’abord ce rôle à quelqu’un d’autre.")


class CodeRefused(NotAllowed):
    sentence = N_("Ce code ne peut pas servir.")


class CodeUnknown(CodeRefused):
    sentence = N_("Ce code n’existe pas. Regardez les images et leur ordre, puis réessayez.")


class CodeUsed(CodeRefused):
    sentence = N_("Ce code a déjà servi : chacun ne sert qu’une fois. Demandez-en un autre là où vous participez.")


class CodeReplaced(CodeRefused):
    sentence = N_("Ce code a été remplacé par un plus récent : c’est lui qui sert.")


class CodeOld(CodeRefused):
    sentence = N_("Ce code a plus de {days} jours : il ne sert plus. Demandez-en un autre.")


class CodeOfAnother(CodeRefused):
    sentence = N_("Ce n’est pas le code de « {name} ». Regardez les images et leur ordre, puis réessayez.")


class NotWordForWord(NotAllowed):
    sentence = N_("Ces mots ne sont pas dans la contribution tels quels. Une citation se garde mot pour mot.")


class NotShownToAll(NotAllowed):
    sentence = N_("Cette contribution n’est pas montrée à tout le monde : elle ne se cite pas.")


class AtelierOpen(NotAllowed):
    sentence = N_("L’atelier est encore ouvert. Fermez-le avant de signer sa synthèse.")


class NothingToSign(NotAllowed):
    sentence = N_("La synthèse est vide. Ajoutez-y une citation ou une phrase.")


class ChangedMeanwhile(NotAllowed):
    sentence = N_("La synthèse a changé depuis que vous la lisez. La voici : relisez-la, puis signez.")


class AlreadySigned(NotAllowed):
    sentence = N_("Cette phrase est déjà dans la synthèse signée. Écartez-la, puis signez de nouveau.")


class NotFound(CafeError):
    sentence = N_("« {name} » est introuvable.")


class Cancelled(CafeError):
    sentence = N_("C’est arrêté, comme demandé. Rien n’a été publié.")
