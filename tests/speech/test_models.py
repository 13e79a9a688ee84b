"""Model files: listed, found, fetched from a server of our own, cut off and resumed, checked."""

import hashlib
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from errors import Cancelled, DownloadFailed, ModelDamaged, UnknownModel
from modalities import models

WEIGHTS = np.random.default_rng(7).bytes(3_000_000)


class Server(ThreadingHTTPServer):
    """Gives one file, from where it is asked to; it can be told to hang up half-way, once."""

    def __init__(self, *, hangs_up_once=False, knows_ranges=True, status=200):
        super().__init__(("127.0.0.1", 0), Answers)
        self.hangs_up = hangs_up_once
        self.knows_ranges = knows_ranges
        self.status = status
        self.asked: list[str | None] = []

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}/weights.pt"


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        server = self.server
        server.asked.append(self.headers["Range"])
        first = (
            int((self.headers["Range"] or "bytes=0-").removeprefix("bytes=").rstrip("-")) if server.knows_ranges else 0
        )
        if server.status != 200:
            self.send_error(server.status)
            return
        body = WEIGHTS[first:]
        self.send_response(206 if first else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if server.hangs_up:
            server.hangs_up = False
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
            return
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def serve():
    """Start servers; they end with the test."""
    started: list[Server] = []

    def start(**how) -> Server:
        server = Server(**how)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        started.append(server)
        return server

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


def listed(*addresses: str, sha256: str = hashlib.sha256(WEIGHTS).hexdigest()) -> list[models.ModelFile]:
    return [
        models.ModelFile(
            name="weights",
            file="weights.pt",
            purpose="test",
            licence="MIT",
            bytes=len(WEIGHTS),
            sha256=sha256,
            addresses=addresses,
        )
    ]


def test_the_catalogue_says_all_that_is_needed_of_each_model():
    catalogue = models.catalogue()

    assert {"whisper-tiny", "whisper-base", "whisper-small"} <= {model.name for model in catalogue}
    for model in catalogue:
        assert model.purpose
        assert model.licence
        assert model.bytes > 1_000_000
        assert len(model.sha256) == 64
        assert all(address.startswith("https://") for address in model.addresses)


def test_what_stands_beside_a_model_is_listed_too():
    voice = models.known("fr_FR-siwis-medium")

    (other,) = voice.beside

    assert other.file == f"{voice.file}.json"
    assert len(other.sha256) == 64


def with_another(address: str) -> list[models.ModelFile]:
    (model,) = listed(address)
    return [replace(model, beside=(replace(model, file="weights.json"),))]


def test_what_stands_beside_a_model_is_fetched_with_it(serve, tmp_path):
    path = models.pull("weights", tmp_path, models=with_another(serve().address))

    assert (tmp_path / "weights.json").read_bytes() == WEIGHTS
    assert path.read_bytes() == WEIGHTS


def test_a_model_without_what_stands_beside_it_is_not_here(serve, tmp_path):
    catalogue = with_another(serve().address)
    models.pull("weights", tmp_path, models=catalogue)
    (tmp_path / "weights.json").write_bytes(b"other")

    with pytest.raises(ModelDamaged):
        models.required("weights", [tmp_path], models=catalogue)
    (tmp_path / "weights.json").unlink()
    with pytest.raises(ModelDamaged):
        models.required("weights", [tmp_path], models=catalogue)


def test_the_catalogue_agrees_with_the_library_that_reads_the_models():
    import whisper

    for model in (model for model in models.catalogue() if model.name.startswith("whisper")):
        published = whisper._MODELS[model.file.removesuffix(".pt")]
        assert model.addresses == (published,)
        assert model.sha256 in published


def test_a_model_is_fetched_with_its_progress_and_checked(serve, tmp_path):
    server = serve()
    told: list[float] = []

    path = models.pull("weights", tmp_path, progress=told.append, models=listed(server.address))

    assert path == tmp_path / "weights.pt"
    assert path.read_bytes() == WEIGHTS
    assert told == sorted(told)
    assert len(told) > 2
    assert told[-1] == 1.0
    assert list(tmp_path.iterdir()) == [path]


def test_a_download_that_was_cut_off_goes_on_from_where_it_was(serve, tmp_path):
    server = serve(hangs_up_once=True)
    with pytest.raises(DownloadFailed, match="relancez"):
        models.pull("weights", tmp_path, models=listed(server.address))

    path = models.pull("weights", tmp_path, models=listed(server.address))

    assert path.read_bytes() == WEIGHTS
    resumed_at = int(server.asked[1].removeprefix("bytes=").rstrip("-"))
    assert 0.4 < resumed_at / len(WEIGHTS) <= 0.5


def test_a_download_that_was_cancelled_goes_on_too(serve, tmp_path):
    server = serve()

    def stop_half_way(part: float) -> None:
        if part > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        models.pull("weights", tmp_path, progress=stop_half_way, models=listed(server.address))

    path = models.pull("weights", tmp_path, models=listed(server.address))

    assert path.read_bytes() == WEIGHTS
    assert server.asked[1] != "bytes=0-"


def test_a_server_that_cannot_resume_sends_it_all_again(serve, tmp_path):
    server = serve(hangs_up_once=True, knows_ranges=False)
    with pytest.raises(DownloadFailed):
        models.pull("weights", tmp_path, models=listed(server.address))

    path = models.pull("weights", tmp_path, models=listed(server.address))

    assert path.read_bytes() == WEIGHTS


def test_a_file_that_is_here_is_not_fetched_again(serve, tmp_path):
    server = serve()
    models.pull("weights", tmp_path, models=listed(server.address))

    models.pull("weights", tmp_path, models=listed(server.address))

    assert len(server.asked) == 1


def test_what_is_not_what_its_publisher_made_is_refused_and_removed(serve, tmp_path):
    server = serve()

    with pytest.raises(ModelDamaged, match="cafe models pull weights"):
        models.pull("weights", tmp_path, models=listed(server.address, sha256="0" * 64))

    assert list(tmp_path.iterdir()) == []


def test_the_next_address_is_tried_when_the_first_does_not_answer(serve, tmp_path):
    gone, there = serve(status=404), serve()

    path = models.pull("weights", tmp_path, models=listed(gone.address, there.address))

    assert path.read_bytes() == WEIGHTS


def test_without_a_server_it_says_so(serve, tmp_path):
    server = serve()
    server.shutdown()
    server.server_close()

    with pytest.raises(DownloadFailed, match="weights"):
        models.pull("weights", tmp_path, models=listed(server.address))


def test_a_server_that_refuses_is_quoted(serve, tmp_path):
    server = serve(status=403)

    with pytest.raises(DownloadFailed, match="403"):
        models.pull("weights", tmp_path, models=listed(server.address))


def test_an_unknown_model_is_refused_with_the_known_ones(tmp_path):
    with pytest.raises(UnknownModel, match="whisper-base"):
        models.pull("whisper-enormous", tmp_path)
    with pytest.raises(UnknownModel, match="whisper-base"):
        models.find("whisper-enormous")


def test_folders_are_searched_in_their_order(tmp_path):
    size = models.known("whisper-tiny").bytes
    for folder in (tmp_path / "first", tmp_path / "second"):
        folder.mkdir()
        with (folder / "tiny.pt").open("wb") as file:
            file.truncate(size)

    assert models.find("whisper-tiny", [tmp_path / "none", tmp_path / "second", tmp_path / "first"]) == (
        tmp_path / "second" / "tiny.pt"
    )


def test_a_file_that_was_changed_is_found_out(serve, tmp_path):
    server = serve()
    known = listed(server.address)
    path = models.pull("weights", tmp_path, models=known)
    models.check(path, known)

    path.write_bytes(WEIGHTS[:-1] + b"?")

    with pytest.raises(ModelDamaged):
        models.check(path, known)


def test_a_file_of_another_name_is_not_ours_to_judge(tmp_path):
    (tmp_path / "mine.pt").write_bytes(b"anything")

    models.check(tmp_path / "mine.pt")
