"""Where a configuration and its secrets are looked for."""

from pathlib import Path

import pytest

from tests.factories import a_house
from watcher import config
from watcher.config import ConfigError

HERE, OWN = "config/watcher.toml", "watcher/watcher.toml"

WITH_A_PASSWORD = """\
topics = "topics"
[channels.mail]
kind = "smtp"
from = "watcher@example.org"
user = "watcher"
password_file = "pw"
to = ["desk@example.org"]
"""


def write(path: Path, text: str = "") -> Path:
    """Write a file with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_file_named_on_the_command_line_comes_first(tmp_path: Path) -> None:
    write(tmp_path / HERE)
    environ = {"WATCHER_CONFIG": str(tmp_path / "other.toml")}

    assert config.find(Path("mine.toml"), environ, tmp_path) == tmp_path / "mine.toml"


def test_the_environment_comes_second(tmp_path: Path) -> None:
    write(tmp_path / HERE)

    found = config.find(None, {"WATCHER_CONFIG": "other.toml"}, tmp_path)

    assert found == tmp_path / "other.toml"


def test_the_folder_where_we_stand_comes_before_the_home(tmp_path: Path) -> None:
    own, here = write(tmp_path / "own" / OWN), write(tmp_path / HERE)
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "own"), "WATCHER_CONFIG": ""}

    assert config.find(None, environ, tmp_path) == here
    here.unlink()
    assert config.find(None, environ, tmp_path) == own


def test_without_a_name_for_it_the_home_has_its_usual_folder(tmp_path: Path) -> None:
    own = write(tmp_path / "home" / ".config" / OWN)

    assert config.find(None, {"HOME": str(tmp_path / "home")}, tmp_path) == own


def test_where_there_is_none_the_places_are_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        config.find(None, {}, tmp_path)

    assert str(tmp_path / HERE) in str(caught.value)
    assert "/etc/watcher/watcher.toml" in str(caught.value)
    assert "watcher init" in str(caught.value)


def test_a_named_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"mine\.toml: cannot be read"):
        config.load(config.find(Path("mine.toml"), {}, tmp_path))


def test_a_password_comes_from_its_file(tmp_path: Path) -> None:
    path = write(tmp_path / "pw", "correct horse\n")

    secret = config.read_secret(path, config=tmp_path / "watcher.toml", key="k", environ={})

    assert secret.reveal() == "correct horse"


def test_a_systemd_credential_of_the_same_name_comes_first(tmp_path: Path) -> None:
    path = write(tmp_path / "pw", "from the file")
    write(tmp_path / "credentials" / "pw", "from systemd")
    environ = {"CREDENTIALS_DIRECTORY": str(tmp_path / "credentials")}

    beside = config.read_secret(path, config=tmp_path / "w.toml", key="k", environ=environ)
    elsewhere = config.read_secret(path, config=tmp_path / "c" / "w", key="k", environ=environ)

    assert (beside.reveal(), elsewhere.reveal()) == ("from systemd", "from the file")


@pytest.mark.parametrize("content", ["", "\n", "two\nlines", "\x00hidden"])
def test_a_password_is_one_line_and_never_shown(tmp_path: Path, content: str) -> None:
    path = write(tmp_path / "pw", content)

    with pytest.raises(ConfigError) as caught:
        config.read_secret(path, config=tmp_path / "w.toml", key="password_file", environ={})

    assert str(caught.value).endswith("the file that it names must hold one line of text")


def test_a_password_written_where_its_file_belongs_is_not_shown(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        config.read_secret(tmp_path / "hunter2", config=tmp_path / "w", key="k", environ={})

    assert "hunter2" not in str(caught.value)


def test_a_password_file_that_is_not_there_is_a_mistake_with_file_line_and_key(
    tmp_path: Path,
) -> None:
    path = a_house(tmp_path, config=WITH_A_PASSWORD)
    settings = config.load(path)

    with pytest.raises(ConfigError) as caught:
        config.check_secrets(settings, environ={})

    assert str(caught.value) == (
        f"{path}:6: channels.mail.password_file:"
        " the file that it names cannot be read: No such file or directory"
    )
    write(path.parent / "pw", "correct horse\n")
    config.check_secrets(settings, environ={})


def test_a_secret_does_not_show_itself(tmp_path: Path) -> None:
    path = write(tmp_path / "pw", "hunter2")

    secret = config.read_secret(path, config=tmp_path / "w.toml", key="k", environ={})

    assert "hunter2" not in f"{secret} {secret!r} {[secret]}"
