"""Every post is given its vector by the command."""


def test_posts_are_given_their_vectors(cafe):
    cafe("ask", "-", "--post", "--as", "Ana", typed="Ma box est éteinte.".encode())

    first = cafe("index", "--json", MEANING="scripted")
    again = cafe("index", "--json", MEANING="scripted")
    anew = cafe("index", "--anew", MEANING="scripted")

    assert (first.status, first.record["made"], first.record["here"], first.record["store"]) == (0, 1, 1, "usearch")
    assert again.record["made"] == 0
    assert anew.out.startswith("1 vecteurs faits, 1 en tout (scripted ")


def test_without_a_model_one_line_says_how_to_get_it(cafe, tmp_path):
    done = cafe("index", MEANING_MODEL="nobody/no-such-model", MODELS=str(tmp_path))

    assert (done.status, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert "hf download nobody/no-such-model" in done.err


def test_where_no_model_is_wanted_there_is_nothing_to_do(cafe):
    done = cafe("index", MEANING="none")

    assert (done.status, len(done.err.splitlines())) == (2, 1)
