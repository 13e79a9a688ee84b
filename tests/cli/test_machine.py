"""``cafe models`` and ``cafe doctor``."""

import shutil

import pytest


def test_every_model_is_listed_with_its_size_and_licence(cafe, tmp_path):
    listed = cafe("models", "--json", MODELS=str(tmp_path))

    names = [record["name"] for record in listed.records]
    assert listed.status == 0
    assert {"whisper-tiny", "whisper-base", "whisper-small"} <= set(names)
    assert all(record["bytes"] > 0 and record["licence"] and record["for"] for record in listed.records)


def test_a_model_that_is_missing_comes_with_the_command_that_gets_it(cafe, tmp_path):
    listed = cafe("models", MODELS=str(tmp_path))

    assert "cafe models pull whisper-base" in listed.out


def test_the_doctor_names_what_it_looked_at(cafe):
    told = cafe("doctor")

    assert told.status in (0, 2)
    assert all(word in told.out for word in ("Python", "silero-vad", "PocketSphinx", "Whisper", "base", "microphone"))


def test_what_the_doctor_finds_missing_comes_with_a_command(cafe):
    told = cafe("doctor", "--json")

    findings = told.record["findings"]
    assert all(finding["command"] for finding in findings if finding["ok"] is False)
    assert all(set(finding) == {"what", "ok", "why", "command"} for finding in findings)


def test_the_doctor_says_how_to_get_a_voice_of_piper(cafe, tmp_path):
    told = cafe("doctor", "--json", VOICE="piper", MODELS=str(tmp_path), VOICE_MODEL="fr_FR-siwis-medium")

    (voice,) = [finding for finding in told.record["findings"] if "lire les réponses" in finding["what"]]
    assert voice["ok"] is None
    assert voice["command"]


def test_the_doctor_makes_no_store(cafe, data):
    cafe("doctor")

    assert not data.exists()


def test_a_store_that_cannot_be_opened_is_found(cafe, data):
    data.mkdir()
    (data / "cafe.db").write_bytes(b"this is no database" * 100)

    told = cafe("doctor", "--json")

    (store,) = [finding for finding in told.record["findings"] if "base s’ouvre" in finding["what"]]
    assert store["ok"] is False
    assert "abîmée" in store["why"]
    assert told.status == 2


def test_a_microphone_behind_an_address_without_https_is_warned_of(cafe):
    told = cafe("doctor", "--json", ADDRESS="192.168.1.4")

    (microphone,) = [finding for finding in told.record["findings"] if "microphone" in finding["what"]]
    assert microphone["ok"] is None
    assert "https" in microphone["why"]


def test_a_browser_for_the_tests_is_found_where_it_is(cafe):
    told = cafe("doctor", "--json")

    (browser,) = [finding for finding in told.record["findings"] if "essais" in finding["what"]]
    if shutil.which("chromium"):
        assert browser["ok"] is True


@pytest.fixture
def own_cache(monkeypatch, tmp_path):
    """Copies are kept in a folder of the test's own. Named before ``cafe``, which takes the environment as it is."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_a_quicker_copy_of_the_sentence_model_is_measured_and_said_to_be_kept_or_not(own_cache, cafe, tmp_path):
    from tests.fixtures import tiny_bert

    model = tiny_bert.saved(tmp_path / "tiny", pooling="mean_tokens")

    told = cafe("models", "quicken", "--json", MEANING_MODEL=str(model))

    assert told.status == 0
    assert told.record["kept"] in {True, False}
    assert told.record["before_ms"] > 0
    assert -1 <= told.record["agreement"] <= 1.001


def test_only_a_model_has_a_quicker_copy(cafe):
    told = cafe("models", "quicken", MEANING="none")

    assert told.status == 2
    assert "transformers" in told.err
