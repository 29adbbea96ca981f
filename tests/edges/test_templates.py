"""Templates in a real folder: read, tried, used; a broken one is told and holds nothing up."""

from pathlib import Path

import pytest

from tests.core.digest.news import the_morning_digest
from tests.factories import BARE_CONFIG, NOON, a_house
from watcher import config
from watcher.cli.main import main
from watcher.config import read_templates, template_warnings
from watcher.delivery.folder import FolderChannel
from watcher.delivery.mail import MailChannel
from watcher.digest.render import render
from watcher.digest.templating import Templates

BROKEN = "{{ digest.nothing_of_the_kind }}"
EVERYTHING = """\
{% for topic in digest.topics %}{% for part in topic.sections %}{% for line in part.lines %}
{{ line.quote }}
{% endfor %}{% endfor %}{% endfor %}
"""
DESK = """
[channels.files]
kind = "folder"
formats = ["txt"]
[subscriptions.night]
channels = ["files"]
schedule = "immediate"
"""
NEWS = (
    "The dam above Tarn broke at noon on Monday, the fire brigade said. Forty houses are flooded.\n"
)
WITH_TEMPLATES = BARE_CONFIG + '[digest]\ntemplates = "templates"\n'


def a_house_with(tmp_path: Path, **templates: str) -> Path:
    path = a_house(tmp_path, config=WITH_TEMPLATES)
    (path.parent / "templates").mkdir()
    for form, text in templates.items():
        (path.parent / "templates" / f"digest.{form}.j2").write_text(text, encoding="utf-8")
    return path


def test_a_folder_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    path = a_house(tmp_path, config=WITH_TEMPLATES)
    with pytest.raises(config.ConfigError) as caught:
        config.load(path)
    [error] = caught.value.errors
    assert (error.key, error.line) == ("digest.templates", 7)
    assert "there is no such folder" in error.message


def test_templates_are_read_by_name(tmp_path: Path) -> None:
    folder = a_house_with(tmp_path, txt="News", html="<p>").parent / "templates"
    (folder / "notes.md").write_text("not a template")
    assert read_templates(folder) == Templates(
        texts={"digest.html.j2": "<p>", "digest.txt.j2": "News"}
    )
    assert read_templates(None) == Templates()


def test_a_template_that_cannot_be_read_is_noted(tmp_path: Path) -> None:
    folder = a_house_with(tmp_path).parent / "templates"
    (folder / "digest.txt.j2").write_bytes(b"\xff\xfe")
    (folder / "digest.md.j2").mkdir()
    assert read_templates(folder).unread == {
        "digest.txt.j2": "is not UTF-8",
        "digest.md.j2": "Is a directory",
    }
    said = " ".join(template_warnings(folder))
    assert f"{folder}/digest.txt.j2: is not UTF-8" in said


def test_a_folder_without_templates_is_worth_a_word(tmp_path: Path) -> None:
    folder = a_house_with(tmp_path).parent / "templates"
    [warning] = template_warnings(folder)
    assert "holds no template; expected digest.html.j2" in warning


def test_check_says_which_templates_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_house_with(tmp_path, html=EVERYTHING)
    assert main(["check", "--config", str(path)]) == 0
    said = capsys.readouterr().out
    assert f"lays digests out by the templates of {path.parent}/templates: digest.html.j2" in said
    assert "warning" not in said.replace("warning: SQLite", "")


def test_check_and_status_say_that_a_template_is_broken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_house_with(tmp_path, html=BROKEN)
    for command in ("check", "status"):
        assert main([command, "--config", str(path)]) == 0
        said = capsys.readouterr().out
        assert "templates/digest.html.j2, line 1: " in said
        assert "nothing_of_the_kind" in said


def test_letters_by_a_broken_template_are_written_all_the_same_and_say_so(tmp_path: Path) -> None:
    templates = Templates(texts={"digest.html.j2": BROKEN, "digest.txt.j2": BROKEN})
    digest = the_morning_digest()
    files = FolderChannel(name="files", path=tmp_path, templates=templates)
    [letter] = files.write(digest, issued_at=NOON, threads={})
    assert len(letter.faults) == 2
    assert letter.parts[0].content.decode() == render(digest, "html")
    mail = MailChannel(
        name="mail",
        host="localhost",
        port=25,
        tls="none",
        sender="w@example.org",
        recipients=("desk@example.org",),
        templates=templates,
    )
    [letter] = mail.write(digest, issued_at=NOON, threads={})
    assert len(letter.faults) == 2
    assert b"Old town quake" in letter.parts[0].content


def test_a_template_that_fails_on_real_news_is_told_in_diary_and_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fails_here = "{% if digest.subscription == 'night' %}" + BROKEN
    path = a_house_with(tmp_path, txt=fails_here + "{% endif %}" + EVERYTHING)
    path.write_text(WITH_TEMPLATES + DESK, encoding="utf-8")
    (tmp_path / "seeds" / "dam.txt").write_text(NEWS, encoding="utf-8")

    assert main(["run", "--once", "--config", str(path)]) == 0

    assert "template_broken" in capsys.readouterr().err
    [written] = (tmp_path / "var" / "digests").iterdir()
    assert "The dam above Tarn broke" in written.read_text(encoding="utf-8")
    assert main(["status", "--config", str(path)]) == 0
    assert "TEMPLATE       digest.txt.j2, line 1: " in capsys.readouterr().out
