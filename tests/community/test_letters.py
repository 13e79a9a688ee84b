"""Letters, handed to a real mail server that the tests start."""

import re
from datetime import UTC, datetime

import pytest

from community.following import Notice
from community.happenings import Thing
from community.mail import Letter, Mailbox
from community.members import Member
from errors import MailNotSent
from pipelines.post import Postman, news_message
from pipelines.telling import plain_sentence_of
from settings import Settings
from tests.fixtures.mail import taking_mail


@pytest.fixture
def received():
    with taking_mail() as server:
        yield server


def settings_for(port: int) -> Settings:
    return Settings(
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_security="none",
        mail_from="cafe@exemple.fr",
        public_address="https://cafe.exemple.fr/",
    )


@pytest.fixture
def postman(community, received):
    return Postman(community, settings_for(received.port))


@pytest.fixture
def due(community, people, clock):
    """A reply of which Ana is to be told by e-mail."""
    question = people.asks("Ana", "Ma box clignote")
    ana = people.enters("Ana")
    community.mail.confirm(ana, community.mail.give(ana, "ana@exemple.fr", language="fr"))
    people.replies("Bob", question.id, "Débranchez-la, mot secret.")
    clock.passes(61)
    return question


def test_what_is_due_arrives_once_and_holds_no_word_of_the_reply(postman, received, due):
    assert postman.send_due() == 1
    assert postman.send_due() == 0

    ((to, letter),) = received.letters
    body = letter.get_content()
    assert to == ["ana@exemple.fr"]
    assert letter["subject"] == "Une nouvelle au café"
    assert "Bob répond à « Ma box clignote »" in body
    assert f"https://cafe.exemple.fr/question?id={due.id}" in body
    assert "mot secret" not in str(letter)
    assert letter["auto-submitted"] == "auto-generated"


def test_the_letter_says_how_to_stop(postman, community, people, received, due):
    postman.send_due()

    letter = received.letters[0][1]
    link = re.search(r"https://cafe\.exemple\.fr/stop/(\S+)", letter.get_content())
    assert letter["list-unsubscribe"].strip() == f"<{link[0]}>"
    assert community.mail.stop(link[1]) is True
    assert community.mail.mailbox(people.enters("Ana")) is None


def test_a_server_that_refuses_gets_the_letter_later(postman, received, due, clock):
    received.refuses = True
    assert postman.send_due() == 0
    received.refuses = False
    assert postman.send_due() == 0  # not at once

    clock.passes(601)

    assert postman.send_due() == 1


def test_a_server_that_is_away_loses_nothing(community, due, clock, received):
    away = Postman(community, settings_for(1))
    assert away.send_due() == 0
    clock.passes(601)

    assert Postman(community, settings_for(received.port)).send_due() == 1


def test_a_code_arrives_in_the_language_of_its_reader(postman, received):
    postman.send_code("ana@exemple.fr", "012345", language="en")

    letter = received.letters[0][1]
    assert letter["subject"] == "Your code for the café: 012345"
    assert "012345" in letter.get_content()
    assert "within half an hour" in letter.get_content()


def test_a_code_that_cannot_be_sent_is_said(community):
    with pytest.raises(MailNotSent):
        Postman(community, settings_for(1)).send_code("ana@exemple.fr", "012345", language="fr")


def test_names_and_titles_cannot_write_headers_or_lines_of_their_own():
    notice = Notice(
        number=1,
        kind="published",
        thing=Thing(kind="reply", id="r"),
        parent=Thing(kind="question", id="q"),
        title="Box\r\nBcc: tous@exemple.fr\r\n\r\nAchetez\u2028ici {where} %s",
        by=Member(id="b", pseudonym="Bob\nX-Spam: no"),
        at=datetime(2026, 3, 12, tzinfo=UTC),
    )
    letter = Letter(mailbox=Mailbox(member="a", address="ana@exemple.fr"), notices=(notice,), stop="t")

    message = news_message(letter, settings_for(25))

    sentence = plain_sentence_of(notice, str, language="fr")
    assert "\n" not in sentence
    assert "\u2028" not in sentence
    assert "{where} %s" in sentence
    assert message["bcc"] is None
    assert message["x-spam"] is None
