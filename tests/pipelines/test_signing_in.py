"""What Streamlit is told of the provider, and the settings that say it."""

import stat

import pytest

from errors import BadSetting, NotWritable
from pipelines.signing_in import secrets_of
from settings import Settings


@pytest.fixture
def chosen(monkeypatch, tmp_path):
    """Settings of a café with a provider, some of them changed."""

    def choose(**changed):
        given = {"oidc_address": "https://id.example/x", "oidc_client_id": "cafe", "data": str(tmp_path / "data")}
        for name, value in (given | changed).items():
            monkeypatch.setenv(f"CAFE_{name.upper()}", value)
        return Settings.read()

    return choose


def test_without_a_provider_there_is_nothing_to_tell(chosen, tmp_path):
    assert secrets_of(chosen(oidc_address="")) is None
    assert not (tmp_path / "data").exists()


def test_a_provider_that_does_not_know_us_is_a_setting_that_is_wrong(chosen):
    with pytest.raises(BadSetting) as refused:
        chosen(oidc_client_id="")

    assert "CAFE_OIDC_CLIENT_ID" in str(refused.value)
    assert "il manque" in str(refused.value)


def test_the_provider_answers_where_members_reach_the_café(chosen):
    told = secrets_of(chosen(public_address="https://cafe.example/", oidc_client_secret="s"))["auth"]

    assert told["redirect_uri"] == "https://cafe.example/oauth2callback"
    assert (told["client_id"], told["client_secret"]) == ("cafe", "s")


def test_cookies_are_signed_by_a_secret_that_stays_and_nobody_else_reads(chosen, tmp_path):
    settings = chosen()

    first, second = (secrets_of(settings)["auth"]["cookie_secret"] for _ in range(2))

    assert first == second
    assert len(first) >= 32
    assert [file.name for file in (tmp_path / "data").iterdir()] == ["cookie-secret"]
    assert stat.S_IMODE((tmp_path / "data" / "cookie-secret").stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_made_says_so(chosen, tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(NotWritable):
        secrets_of(chosen(data=str(tmp_path / "file" / "data")))


def test_roles_are_read_from_pairs(chosen):
    assert chosen(oidc_roles=" staff=animator , cn=boss=administrator,").roles_of_claim == {
        "staff": "animator",
        "cn=boss": "administrator",
    }


@pytest.mark.parametrize("bad", ["staff", "staff=emperor", "=animator", "staff:animator"])
def test_roles_that_are_none_are_named(chosen, bad):
    with pytest.raises(BadSetting) as refused:
        chosen(oidc_roles=bad)

    assert bad in str(refused.value)
    assert "valeur=rôle" in str(refused.value)
