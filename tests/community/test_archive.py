"""A forum's archive comes in whole, once, and says by number what was broken."""

import json

import pytest

from community.archive import A_BATCH


def question(id="q1", **more):
    return {
        "kind": "question",
        "id": id,
        "space": "orange",
        "title": "Box éteinte",
        "body": "Plus aucun voyant.",
        "author": "Ancien",
        "asked_at": "2019-05-04T10:00:00+02:00",
        **more,
    }


def reply(id="r1", **more):
    return {
        "kind": "reply",
        "id": id,
        "question": "q1",
        "body": "Vérifiez la prise.",
        "author": "Sage",
        "written_at": "2019-05-04T11:00:00",
        **more,
    }


def lines(*found):
    return [json.dumps(one).encode() if not isinstance(one, bytes) else one for one in found]


def read_in(community, *found, source="vieux-forum"):
    return community.archive.read_in(lines(*found), source=source)


def test_a_question_with_its_solution_comes_in_and_is_found(community):
    done = read_in(community, question(), reply(is_solution=True))

    assert (done.questions, done.replies, done.known, done.broken) == (1, 1, 0, [])
    (found,) = community.forum.questions()
    assert (found.title, found.author.pseudonym, found.asked_at.isoformat()) == (
        "Box éteinte",
        "Ancien",
        "2019-05-04T08:00:00+00:00",
    )
    assert community.forum.thread(found.id).replies[0].is_solution
    assert [one.question.id for one in community.search.questions("voyants")] == [found.id]


def test_the_same_file_twice_changes_nothing(community):
    read_in(community, question(), reply())

    again = read_in(community, question(), reply())

    assert (again.questions, again.replies, again.known) == (0, 0, 2)
    assert community.forum.count() == 1


def test_the_same_id_of_another_source_is_another_question(community):
    read_in(community, question(), source="un")
    read_in(community, question(), source="deux")

    assert community.forum.count() == 2


def test_a_reply_may_stand_before_its_question(community):
    done = read_in(community, reply(), question())

    assert (done.questions, done.replies, done.broken) == (1, 1, [])


BROKEN = [
    (b"{", "JSON"),
    (b"[1]", "JSON"),
    (b"\xff\xfe", "JSON"),
    (b"[" * 100_000, "JSON"),
    (b'"' + b"x" * 1_000_001 + b'"', "trop longue"),
    ({"kind": "blog"}, "blog"),
    (question(title=""), "title"),
    (question(title=7), "title"),
    (question(body="x" * 20_001), "body"),
    ({**question(), "author": "\u202egnol"}, "author"),
    (question(asked_at="hier"), "asked_at"),
    (question(asked_at="2999-01-01"), "asked_at"),
    (question(space="lab"), "space"),
    (question(space="lune"), "space"),
    (question(language="de"), "language"),
    ({"kind": "question", "id": "q"}, "title"),
    (reply(question="nowhere"), "nowhere"),
    (reply(is_solution="oui"), "is_solution"),
]


@pytest.mark.parametrize(("broken", "said"), BROKEN)
def test_a_broken_line_is_reported_by_its_number_and_the_rest_comes_in(community, broken, said):
    done = read_in(community, question(), b"", broken, reply(id="r9"))

    (one,) = done.broken
    assert one.number == 3
    assert said in one.why.format(name=one.name)
    assert (done.questions, done.replies) == (1, 1)


def test_no_words_are_put_into_the_mouth_of_somebody_here(community, people):
    sage = people.enters("Sage")

    read_in(community, question(), reply())

    (found,) = community.forum.questions()
    author = community.forum.thread(found.id).replies[0].author
    assert author.id != sage.id
    assert author.pseudonym == "Sage (archive 1)"


def test_an_import_that_is_stopped_goes_on_where_it_was(community):
    many = [question(id=f"q{number}") for number in range(A_BATCH * 2 + 10)]

    class Stopped(Exception):
        pass

    def stop(read):
        raise Stopped

    with pytest.raises(Stopped):
        community.archive.read_in(lines(*many), source="s", tell=stop)
    assert community.forum.count() == A_BATCH

    told = []
    done = community.archive.read_in(lines(*many), source="s", tell=told.append)

    assert (done.questions, done.known) == (A_BATCH + 10, A_BATCH)
    assert told == [A_BATCH, A_BATCH * 2, A_BATCH * 2 + 10]


def test_what_goes_out_comes_in_elsewhere_as_it_was(community, people, opened, tmp_path):
    hostile = "<script>\u202e \x00 \ud800 é" + "e" + "\u0301" * 50
    asked = people.asks("Ana", "Ma box", hostile)
    people.replies("Bob", asked.id, "Débranchez-la.\n\nPuis attendez.")
    elsewhere = opened(f"sqlite:///{tmp_path}/elsewhere.sqlite3")

    out = [line.encode() for line in community.archive.write_out()]
    done = elsewhere.archive.read_in(out, source="ici")

    assert (done.questions, done.replies, done.broken) == (1, 1, [])
    (found,) = elsewhere.forum.questions()
    assert (found.body, found.author.pseudonym) == (hostile, "Ana")
    assert elsewhere.forum.thread(found.id).replies[0].body == "Débranchez-la.\n\nPuis attendez."


def test_only_the_wanted_space_goes_out_oldest_first(community, people, clock):
    people.asks("Ana", "un", space="orange")
    clock.passes(1)
    people.asks("Ana", "deux", space="sosh")
    people.asks("Ana", "trois", space="orange")

    titles = [json.loads(line)["title"] for line in community.archive.write_out(space="orange")]

    assert titles == ["un", "trois"]
