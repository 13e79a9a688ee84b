"""Letters: written in the language of who reads them, and handed to the mail server of the settings."""

import contextlib
import logging
import smtplib
import ssl
import threading
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import TYPE_CHECKING

from community.mail import Letter
from errors import N_, CafeError, MailNotSent
from locales import translation
from pipelines.dating import moment_in_words
from pipelines.telling import link_of, plain_sentence_of
from settings import Settings
from vocabulary import Language

if TYPE_CHECKING:
    from community import Community

_TIMEOUT_S = 20.0
_EVERY_S = 60.0
_log = logging.getLogger(__name__)

_HELLO = N_("Bonjour,")
_CODE_SUBJECT = N_("Votre code pour le café : {code}")
_CODE_BODY = N_(
    "Quelqu’un a donné cette adresse au café pour y recevoir ses nouvelles. Si c’est vous, entrez ce code sur la page "
    "« Nouvelles » dans la demi-heure :"
)
_CODE_NOT_YOU = N_("Si ce n’est pas vous, ne faites rien : rien d’autre ne sera envoyé ici.")
_NEWS_ONE = N_("Une nouvelle au café")
_NEWS_MANY = N_("{count} nouvelles au café")
_NEWS_BODY = N_("Voici ce qui s’est passé là où vous participez :")
_STOP = N_("Pour ne plus recevoir ces courriels :")


def code_message(address: str, code: str, *, language: Language, settings: Settings) -> EmailMessage:
    """The letter by which somebody shows that an address is theirs."""
    say = translation(language).gettext
    lines = [say(_HELLO), "", say(_CODE_BODY), "", code, "", say(_CODE_NOT_YOU)]
    return _message(address, say(_CODE_SUBJECT).format(code=code), "\n".join(lines), settings)


def news_message(letter: Letter, settings: Settings) -> EmailMessage:
    """The letter of somebody's notices."""
    box = letter.mailbox
    say, base = translation(box.language).gettext, settings.base_url
    count = len(letter.notices)
    subject = say(_NEWS_ONE) if count == 1 else say(_NEWS_MANY).format(count=count)
    lines = [say(_HELLO), "", say(_NEWS_BODY), ""]
    for notice in letter.notices:
        when = moment_in_words(notice.at, box.language)
        lines += [
            f"- {plain_sentence_of(notice, say, language=box.language)} ({when})",
            f"  {base}{link_of(notice)}",
            "",
        ]
    stop = f"{base}/stop/{letter.stop}"
    message = _message(box.address, subject, "\n".join([*lines, say(_STOP), stop]), settings)
    message["List-Unsubscribe"] = f"<{stop}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return message


def _message(to: str, subject: str, body: str, settings: Settings) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = Address("Café multimodal", addr_spec=settings.mail_from or "")
    message["To"] = to
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = make_msgid(domain=(settings.mail_from or "@cafe.invalid").rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    return message


class Postman:
    """Sends what is due, every minute, while the house is open. Where the server is away, what is due waits."""

    def __init__(self, community: "Community", settings: Settings) -> None:
        self._community = community
        self._settings = settings
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="postman", daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def close(self) -> None:
        """Send no more; a letter on its way is finished."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join(timeout=_TIMEOUT_S * 2)

    def send_code(self, address: str, code: str, *, language: Language) -> None:
        """Raises ``MailNotSent``."""
        self._send(code_message(address, code, language=language, settings=self._settings))

    def send_due(self) -> int:
        """Send the letters that are due; how many went. One that does not go is tried again later."""
        self._community.agenda.remind()  # of what begins soon, else nobody is told before a page is opened
        sent = 0
        for letter in self._community.mail.take_due():
            try:
                self._send(news_message(letter, self._settings))
            except MailNotSent as error:
                _log.warning("A letter waits: %s", error)
                self._community.mail.not_sent(letter)
            else:
                self._community.mail.sent(letter)
                sent += 1
        return sent

    def _run(self) -> None:
        while not self._closing.wait(_EVERY_S):
            with contextlib.suppress(CafeError):  # a store that is busy: in a minute
                self.send_due()

    def _send(self, message: EmailMessage) -> None:
        settings = self._settings
        try:
            with _connection(settings) as server:
                if settings.smtp_security == "starttls":
                    server.starttls(context=ssl.create_default_context())
                if settings.smtp_user:
                    server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
                server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            raise MailNotSent(why=_why(error)) from error


def _connection(settings: Settings) -> smtplib.SMTP:
    host = settings.smtp_host or ""
    if settings.smtp_security == "tls":
        return smtplib.SMTP_SSL(host, settings.smtp_port, timeout=_TIMEOUT_S, context=ssl.create_default_context())
    return smtplib.SMTP(host, settings.smtp_port, timeout=_TIMEOUT_S)


def _why(error: Exception) -> str:
    """One line; an SMTP error's own text may hold bytes and addresses."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code}"
    return type(error).__name__
