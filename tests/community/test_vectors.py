"""The contract of the stores of vectors: the exact one, the file of usearch, and pgvector in PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from community.meanings import UnusableVector, Vectors
from community.storage import Store, open_store
from community.storage.index_entries import Entries
from community.storage.vectors import ExactVectors, vectors_of
from community.storage.vectors_pgvector import PgvectorVectors
from community.storage.vectors_usearch import UsearchVectors
from tests.community import postgresql
from tests.community.meaning import clustered

MODEL = "made up"


@pytest.fixture(scope="session")
def pgvector_server():
    with postgresql.server(with_pgvector=True) as address:
        yield address


@pytest.fixture(scope="session")
def pgvector_template(pgvector_server):
    with postgresql.database(pgvector_server) as address:
        open_store(address, wait_s=5.0).close()
        yield address.rpartition("/")[2].partition("?")[0]


@pytest.fixture
def pgvector_address(pgvector_server, pgvector_template):
    with postgresql.database(pgvector_server, template=pgvector_template) as address:
        yield address


class Kept:
    """A store of vectors in its database, with as many posts as are wanted."""

    def __init__(self, store: Store, vectors: Vectors, dimensions: int) -> None:
        self.store, self.vectors, self.dimensions = store, vectors, dimensions
        with store.writing() as rows:
            vectors.begin_anew(rows, model=MODEL, dimensions=dimensions)

    def posts(self, count: int, *, start: int = 0) -> None:
        made = [
            {
                "post": f"p{number}",
                "thread": f"p{number}",
                "is_reply": False,
                "space": "orange",
                "language": "fr",
                "title": "",
                "body": "",
                "reply": "",
            }
            for number in range(start, start + count)
        ]
        with self.store.writing() as rows:
            rows.index.add(Entries(posts=made, counts={"": count}, spelled=set()))

    def put(self, numbers, vectors) -> None:
        with self.store.writing() as rows:
            self.vectors.put(rows, list(numbers), vectors)

    def nearest(self, vector, limit=10):
        with self.store.reading() as rows:
            return self.vectors.nearest(rows, vector, limit=limit)

    def remove(self, post: str) -> None:
        with self.store.writing() as rows:
            rows.index.remove(post)

    def settle(self) -> bool:
        return self.vectors.settle(self.store)


@pytest.fixture(params=["exact", "usearch", "pgvector"])
def kept(request, tmp_path):
    address = request.getfixturevalue("pgvector_address" if request.param == "pgvector" else "sqlite_address")
    store = open_store(address, wait_s=5.0)
    vectors = {
        "exact": ExactVectors,
        "usearch": lambda: UsearchVectors(tmp_path, worth_a_file=10, fresh=20, share=0),
        "pgvector": lambda: vectors_of(store, tmp_path),
    }[request.param]()
    assert vectors.name == request.param
    yield Kept(store, vectors, 64)
    store.close()


def test_the_nearest_is_the_vector_itself(kept):
    rows = clustered(50)
    kept.posts(50)
    kept.put(range(1, 51), rows)

    found = kept.nearest(rows[6], limit=3)

    assert found[0][0] == 7
    assert found[0][1] == pytest.approx(1.0, abs=1e-3)
    assert len(found) == 3
    assert found == sorted(found, key=lambda one: -one[1])


def test_ninety_five_in_a_hundred_of_the_ten_nearest_are_found(kept):
    rows, asked = clustered(5_000), clustered(100, seed=2)
    kept.posts(5_000)
    for start in range(0, 5_000, 1_000):
        kept.put(range(start + 1, start + 1_001), rows[start : start + 1_000])
    kept.settle()

    found = [{number for number, _ in kept.nearest(one)} for one in asked]

    true = np.argsort(-(asked @ rows.T), axis=1)[:, :10] + 1
    assert np.mean([len(set(some) & its) / 10 for some, its in zip(true.tolist(), found, strict=True)]) >= 0.95


def test_a_post_that_goes_is_found_no_more(kept):
    rows = clustered(60)
    kept.posts(60)
    kept.put(range(1, 61), rows)
    kept.settle()

    kept.remove("p4")

    assert 5 not in [number for number, _ in kept.nearest(rows[4], limit=60)]
    kept.settle()
    assert 5 not in [number for number, _ in kept.nearest(rows[4], limit=60)]
    assert len(kept.nearest(rows[4], limit=60)) == 59


def test_a_new_vector_takes_the_place_of_the_former(kept):
    rows = clustered(60)
    kept.posts(60)
    kept.put(range(1, 61), rows)
    kept.settle()

    kept.put([5], -rows[4:5])

    found = dict(kept.nearest(rows[4], limit=60))
    assert found.get(5, -1.0) == pytest.approx(-1.0, abs=1e-3)
    kept.settle()
    assert kept.nearest(-rows[4], limit=1)[0][0] == 5


def test_the_number_of_a_post_that_went_may_be_anothers(kept):
    rows = clustered(60)
    kept.posts(60)
    kept.put(range(1, 61), rows)
    kept.settle()
    kept.remove("p59")

    kept.posts(1, start=59)

    with kept.store.reading() as inside:
        again = inside.meanings.waiting(limit=5)
    assert [one.post for one in again] == ["p59"]
    assert again[0].number not in dict(kept.nearest(rows[59], limit=60))


@pytest.mark.parametrize(
    "bad", [np.full(64, np.nan), np.full(64, np.inf), np.zeros(64), np.ones(63), np.ones((1, 2, 64))]
)
def test_what_is_no_direction_of_that_length_is_refused(kept, bad):
    kept.posts(2)

    with pytest.raises(UnusableVector):
        kept.put([1], np.asarray(bad, np.float32)[None] if bad.ndim == 1 else bad.astype(np.float32))
    with pytest.raises(UnusableVector):
        kept.nearest(np.asarray(bad, np.float32))

    assert kept.nearest(np.ones(64, np.float32)) == []


def test_a_vector_of_a_post_that_is_not_there_is_not_kept(kept):
    kept.posts(1)

    kept.put([1, 99], clustered(2))

    assert [number for number, _ in kept.nearest(clustered(2)[1])] == [1]


def test_equal_vectors_are_all_found(kept):
    kept.posts(30)
    same = np.repeat(clustered(1), 30, axis=0)
    kept.put(range(1, 31), same)
    kept.settle()

    assert {number for number, _ in kept.nearest(same[0], limit=30)} == set(range(1, 31))


def test_nothing_is_near_where_there_is_nothing(kept):
    assert kept.nearest(np.ones(64, np.float32)) == []
    assert not kept.settle()


def test_another_model_forgets_every_vector(kept):
    kept.posts(40)
    kept.put(range(1, 41), clustered(40))
    kept.settle()

    with kept.store.writing() as rows:
        kept.vectors.begin_anew(rows, model="another", dimensions=8)

    assert kept.nearest(np.ones(8, np.float32)) == []
    with pytest.raises(UnusableVector):
        kept.nearest(np.ones(64, np.float32))
    kept.put([3], clustered(1, dimensions=8))
    assert [number for number, _ in kept.nearest(np.ones(8, np.float32))] == [3]


def test_several_threads_keep_and_find_at_once(kept):
    rows = clustered(400)
    kept.posts(400)
    kept.put(range(1, 101), rows[:100])
    kept.settle()

    def keeps(start: int) -> None:
        for number in range(start, start + 100, 20):
            kept.put(range(number + 1, number + 21), rows[number : number + 20])
            kept.settle()

    def finds(number: int) -> int:
        return kept.nearest(rows[number], limit=1)[0][0]

    with ThreadPoolExecutor(12) as threads:
        keeping = [threads.submit(keeps, start) for start in (100, 200, 300)]
        found = list(threads.map(finds, [*range(100)] * 3))
        for one in keeping:
            one.result()

    assert found == [*range(1, 101)] * 3
    assert [kept.nearest(row, limit=1)[0][0] for row in rows] == list(range(1, 401))


# -- the file of usearch ----------------------------------------------------------------------------------------------


@pytest.fixture
def filed(sqlite_address, tmp_path):
    """Vectors of which a file was written."""
    store = open_store(sqlite_address, wait_s=5.0)
    made = Kept(store, UsearchVectors(tmp_path / "files", worth_a_file=10, fresh=20, share=0), 64)
    made.posts(60)
    made.put(range(1, 61), clustered(60))
    assert made.settle()
    yield made
    store.close()


def files_of(tmp_path):
    return sorted(path.name for path in (tmp_path / "files").iterdir())


def opened_again(filed, tmp_path) -> Kept:
    again = Kept.__new__(Kept)
    again.store, again.dimensions = filed.store, 64
    again.vectors = UsearchVectors(tmp_path / "files", worth_a_file=10, fresh=20, share=0)
    return again


def test_one_file_stands_there_with_what_says_what_is_in_it(filed, tmp_path):
    filed.posts(40, start=60)
    filed.put(range(61, 101), clustered(40, seed=5))
    filed.settle()

    names = files_of(tmp_path)

    assert len(names) == 2
    assert names[1] == "meanings.json"


def test_another_process_reads_the_same_file(filed, tmp_path):
    other = opened_again(filed, tmp_path)
    filed.put([7], -clustered(60)[6:7])

    assert other.nearest(-clustered(60)[6], limit=1)[0][0] == 7
    assert other.nearest(clustered(60)[3], limit=1)[0][0] == 4


@pytest.mark.parametrize("damage", ["cut", "changed", "gone", "no list", "list of nothing", "list of the future"])
def test_a_damaged_file_is_noticed_and_made_anew(filed, tmp_path, damage, caplog):
    listed = tmp_path / "files" / "meanings.json"
    (file,) = (tmp_path / "files").glob("*.usearch")
    content = file.read_bytes()
    if damage == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif damage == "changed":
        file.write_bytes(content[:-200] + b"\xff" * 200)
    elif damage == "gone":
        file.unlink()
    elif damage == "no list":
        listed.unlink()
    elif damage == "list of nothing":
        listed.write_text("[]")
    else:
        listed.write_text(listed.read_text().replace('"change": 2', '"change": 999'))
    other = opened_again(filed, tmp_path)

    assert other.nearest(clustered(60)[9], limit=1)[0][0] == 10
    assert other.settle()
    assert other.nearest(clustered(60)[9], limit=1)[0][0] == 10
    assert not opened_again(filed, tmp_path).settle()


def test_the_file_holds_nothing_of_a_post_that_went(filed, tmp_path):
    filed.remove("p4")
    before = files_of(tmp_path)

    filed.settle()

    assert files_of(tmp_path) != before
    from usearch.index import Index

    (file,) = (tmp_path / "files").glob("*.usearch")
    assert 5 not in set(Index.restore(str(file)).keys)


def test_a_write_that_was_cut_off_leaves_what_was_there(filed, tmp_path, monkeypatch):
    before = files_of(tmp_path)
    filed.posts(40, start=60)
    filed.put(range(61, 101), clustered(40, seed=5))

    def fails(*_):
        raise OSError(5, "cut off")

    monkeypatch.setattr("community.storage.vectors_usearch._put_in_place", fails)
    with pytest.raises(Exception, match="cut off"):
        filed.settle()
    monkeypatch.undo()

    assert [name for name in files_of(tmp_path) if not name.endswith(".part")] == before
    other = opened_again(filed, tmp_path)
    assert other.nearest(clustered(40, seed=5)[0], limit=1)[0][0] == 61
    assert other.settle()


def test_few_vectors_need_no_file(filed, tmp_path):
    for number in range(55):
        filed.remove(f"p{number}")

    filed.settle()

    assert files_of(tmp_path) == []
    assert [number for number, _ in filed.nearest(clustered(60)[57], limit=1)] == [58]


# -- which one --------------------------------------------------------------------------------------------------------


def test_sqlite_has_a_file(sqlite_address, tmp_path):
    store = open_store(sqlite_address, wait_s=5.0)

    assert isinstance(vectors_of(store, tmp_path), UsearchVectors)
    store.close()


def test_postgresql_has_pgvector_where_it_is(pgvector_address, tmp_path):
    store = open_store(pgvector_address, wait_s=5.0)

    assert isinstance(vectors_of(store, tmp_path), PgvectorVectors)
    store.close()


def test_postgresql_without_pgvector_has_a_file_and_says_why(postgresql_address, tmp_path, caplog):
    store = open_store(postgresql_address, wait_s=5.0)

    made = Kept(store, vectors_of(store, tmp_path), 64)

    assert made.vectors.name == "usearch"
    assert "pgvector" in caplog.text
    made.posts(30)
    made.put(range(1, 31), clustered(30))
    assert made.nearest(clustered(30)[2], limit=1)[0][0] == 3
    store.close()
