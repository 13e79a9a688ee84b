"""Which posts are worth scoring, on both databases."""

from collections import Counter

import pytest

from community.storage import candidates, index
from community.storage.candidates import Term
from community.storage.index_entries import ALL_POSTS, Entries

GIRAFFE, OKAPI = (Term(stems=("giraf", "girafon"), posts=33, weight=1.0), Term(stems=("okapi",), posts=3, weight=2.0))


def put(community, *posts: tuple[str, str, str]) -> None:
    """Make replies findable by the stems of their title, their question and themselves; oldest first."""
    rows = [
        {"post": f"reply {place}", "thread": f"thread {place}", "is_reply": True, "space": "orange", "language": "fr"}
        | dict(zip(("title", "body", "reply"), stems, strict=True))
        for place, stems in enumerate(posts)
    ]
    with community.store.writing() as writing:
        writing.index.add(Entries(posts=rows, counts=Counter({ALL_POSTS: len(rows)}), spelled=set()))


def held(community, *terms: Term, limit: int) -> set[str]:
    with community.store.glancing() as rows:
        return {found.post for found in rows.index.replies_holding(terms, limit=limit)}


def of_threads(community, *terms: Term) -> set[str]:
    with community.store.glancing() as rows:
        return {found.post for found in rows.index.threads_holding(terms, space=None, limit=4)}


def test_a_word_in_a_title_weighs_more_than_elsewhere_whichever_stem_stands_for_it(community):
    put(community, ("giraf", "", ""), ("savan girafon", "", ""), *[("girafeau", "giraf", "girafon")] * 30)

    assert held(community, GIRAFFE, limit=2) == {"reply 0", "reply 1"}


def test_a_post_that_holds_more_of_what_is_looked_for_comes_first(community):
    put(community, ("", "okapi", ""), ("", "okapi", "giraf"), *[("giraf", "", "")] * 5, ("", "", "okapi"))

    assert held(community, GIRAFFE, OKAPI, limit=1) == {"reply 1"}
    assert held(community, GIRAFFE, OKAPI, limit=3) == {"reply 0", "reply 1", "reply 7"}


def test_of_posts_that_weigh_the_same_the_newest_come_first(community):
    put(community, *[("giraf", "okapi", "")] * 9)

    assert held(community, GIRAFFE, OKAPI, limit=2) == {"reply 7", "reply 8"}


def test_a_common_word_counts_beside_a_rare_one(community, monkeypatch):
    monkeypatch.setattr(candidates, "ENOUGH", {"sqlite": 3, "postgresql": 3})
    put(community, ("", "okapi", ""), ("", "okapi", "giraf"), *[("giraf", "", "")] * 30, ("", "", "okapi"))

    assert held(community, GIRAFFE, OKAPI, limit=1) == {"reply 1"}
    assert held(community, GIRAFFE, OKAPI, limit=40) == {"reply 0", "reply 1", "reply 32"}


def test_where_enough_posts_hold_what_tells_more_the_others_are_not_read(community, monkeypatch):
    monkeypatch.setattr(index, "_MANY", 4)
    put(community, *[("", "giraf", "")] * 33, ("", "okapi", "giraf"), *[("", "okapi", "")] * 2)

    assert of_threads(community, GIRAFFE, OKAPI) == {"reply 33", "reply 34", "reply 35"}


def test_common_words_that_together_tell_more_than_a_rare_one_are_looked_for(community, monkeypatch):
    monkeypatch.setattr(index, "_MANY", 4)
    put(community, *[("", "okapi", "")] * 3, ("", "giraf", "zebr"), *[("", "giraf", "")] * 30)
    zebra = Term(stems=("zebr",), posts=40, weight=1.2)

    assert "reply 3" in of_threads(community, GIRAFFE, OKAPI, zebra)


@pytest.mark.parametrize("terms", [(), (Term(stems=("zebr",), posts=1, weight=1.0),)])
def test_what_no_post_holds_gives_none(community, terms):
    put(community, ("giraf", "", ""))

    assert held(community, *terms, limit=5) == set()
