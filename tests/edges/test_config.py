"""A configuration is checked whole: every mistake is named with its file, line and key."""

from pathlib import Path

import pytest

from tests.factories import BARE_CONFIG, a_house
from watcher import config
from watcher.config import ConfigError, FolderChannel, SmtpChannel

MAIL = """
[channels.mail]
kind = "smtp"
from = "watcher@example.org"
to = ["desk@example.org"]
"""
DESK = """
[channels.files]
kind = "folder"
[subscriptions.desk]
channels = ["files"]
"""


def mistakes(path: Path) -> list[str]:
    """List what is wrong, as `line key: message`."""
    with pytest.raises(ConfigError) as caught:
        config.load(path)
    assert all(error.file == path for error in caught.value.errors)
    return [f"{error.line} {error.key}: {error.message}" for error in caught.value.errors]


def test_the_three_places_alone_make_a_configuration(tmp_path: Path) -> None:
    path = a_house(tmp_path)

    settings = config.load(path)

    assert settings.path == path
    assert settings.topics == tmp_path / "config" / "topics"
    assert settings.intake.folder == tmp_path / "seeds"
    assert settings.log.path == tmp_path / "var" / "watcher.db"
    assert (settings.channels, settings.subscriptions) == ({}, {})


def test_what_is_not_said_has_the_value_that_the_manual_shows(tmp_path: Path) -> None:
    path = a_house(tmp_path, config=BARE_CONFIG + MAIL + DESK)

    settings = config.load(path)

    intake = settings.intake
    assert (intake.settle_seconds, intake.rescan_seconds, intake.first_run) == (1, 60, "tell")
    assert (intake.recursive, intake.max_bytes) == (True, 10_000_000)
    assert settings.channels["mail"] == SmtpChannel(
        host="127.0.0.1",
        port=25,
        tls="none",
        sender="watcher@example.org",
        to=("desk@example.org",),
        retry_seconds=60,
        give_up_days=5,
    )
    assert settings.channels["files"] == FolderChannel(
        path=tmp_path / "var" / "digests", formats=("html", "txt", "json")
    )
    desk = settings.subscriptions["desk"]
    assert (desk.topics, desk.schedule, desk.timezone) == (("*",), "0 7 * * *", "Europe/Kyiv")


def test_paths_are_seen_from_the_file_that_holds_them(tmp_path: Path) -> None:
    text = BARE_CONFIG.replace('"../seeds"', '"/srv/news"') + DESK + 'topics = ["dam"]\n'
    path = a_house(tmp_path, config=text)

    settings = config.load(path)

    assert settings.intake.folder == Path("/srv/news")
    assert settings.log.path == tmp_path / "var" / "watcher.db"


KINDS = '"folder", "smtp", "atom", "webhook", "apprise"'


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('colour = "red"\n', "1 colour: unknown key"),
        (
            "[intake]\nsettle_second = 3\n",
            "2 intake.settle_second: unknown key; did you mean settle_seconds?",
        ),
        ("[intake]\nrescan_seconds = 0\n", "2 intake.rescan_seconds: expected a number above 0"),
        (
            "[intake]\nsettle_seconds = nan\n",
            "2 intake.settle_seconds: expected a number of at least 0",
        ),
        (
            "[intake]\n\n# so many\nmax_bytes = '9'\n",
            "4 intake.max_bytes: expected a whole number, got text",
        ),
        (
            "[intake]\nrecursive = 1\n",
            "2 intake.recursive: expected true or false, got a whole number",
        ),
        (
            '[intake]\nfirst_run = "shout"\n',
            '2 intake.first_run: "shout" is not known; it is one of "tell", "silent"',
        ),
        ('[intake]\nfolder = ""\n', "2 intake.folder: expected the path of a file or folder"),
        ('intake = "../seeds"\n', "1 intake: expected a table"),
        (
            '[intake]\nfolder = "../seeds"\n[chanels.x]\nkind = "folder"\n',
            "3 chanels: unknown key; did you mean channels?",
        ),
        (
            '[log]\nurl = "postgresql://news"\n',
            "2 log.url: is reserved for other databases, which are not supported yet; use path",
        ),
        (
            '[log]\npath = "../seeds/w.db"\n',
            "2 log.path: the log must not lie inside the intake folder",
        ),
        (
            '[channels.x]\nkind = "pigeon"\n',
            f'2 channels.x.kind: "pigeon" is not known; it is one of {KINDS}',
        ),
        ("[channels.x]\n", f"1 channels.x.kind: is missing; it is one of {KINDS}"),
        (
            '[channels."a b"]\nkind = "folder"\n',
            "1 channels.a b: a name is made of letters, digits and . _ - (up to 64)",
        ),
        (
            '[channels.x]\nkind = "folder"\n[channels.X]\nkind = "folder"\n',
            "3 channels.X: is the same name as x, but for case",
        ),
        (
            '[channels.x]\nkind = "folder"\nformats = [\n  "html",\n  "pdf",\n]\n',
            '3 channels.x.formats: "pdf" is not known; it is one of "html", "txt", "md", "json"',
        ),
        ('[channels.x]\nkind = "folder"\nformats = []\n', "3 channels.x.formats: names no format"),
        (
            '[channels.x]\nkind = "atom"\nbase_url = "ftp://x"\n',
            "3 channels.x.base_url: 'ftp://x' is not a web address such as https://example.org/feeds",
        ),
        (
            '[channels.x]\nkind = "atom"\nentries = 0\n',
            "3 channels.x.entries: expected a whole number of at least 1",
        ),
    ],
)
def test_a_mistake_is_named_with_line_and_key(tmp_path: Path, written: str, said: str) -> None:
    assert mistakes(a_house(tmp_path, config=written)) == [said]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("port = 0", "port: expected a whole number of at least 1"),
        ("port = 65536", "port: expected a whole number of at most 65535"),
        ('tls = "ssl"', 'tls: "ssl" is not known; it is one of "none", "starttls", "implicit"'),
        ('host = "mail example"', "host: expected the name or address of a mail server"),
        ('user = "watcher"', "password_file: is missing; user needs it"),
        ('password_file = "pw"', "user: is missing; password_file needs it"),
        ('password = "hunter2"', "password: unknown key; did you mean password_file?"),
        ("retry_seconds = 0", "retry_seconds: expected a number above 0"),
    ],
)
def test_a_mistake_in_a_mail_channel_is_named(tmp_path: Path, written: str, said: str) -> None:
    found = mistakes(a_house(tmp_path, config=BARE_CONFIG + MAIL + written))

    assert [mistake.split("channels.mail.")[1] for mistake in found] == [said]
    assert "hunter2" not in "".join(found)


@pytest.mark.parametrize("address", ["desk", "desk@", "a b@example.org", "x@y\\r\\nBcc: z@y", "@y"])
def test_what_is_no_address_gets_no_mail(tmp_path: Path, address: str) -> None:
    text = MAIL.replace("desk@example.org", address)

    found = mistakes(a_house(tmp_path, config=BARE_CONFIG + text))

    assert len(found) == 1
    assert "is not an address such as desk@example.org" in found[0]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('channels = ["file"]', "channels: there is no channel 'file'; did you mean files?"),
        ("channels = []", "channels: names no channel"),
        ('channels = ["files", "files"]', "channels: names the channel 'files' twice"),
        ("", "channels: is missing"),
        (
            'channels = ["files"]\ntopics = ["damn"]',
            "topics: there is no topic 'damn'; did you mean dam?",
        ),
        ('channels = ["files"]\ntopics = []', "topics: names no topic"),
        ('channels = ["files"]\ntopics = ["war-*"]', "topics: there is no topic 'war-*'"),
        (
            'channels = ["files"]\ntimezone = "Mars/Phobos"',
            "timezone: 'Mars/Phobos' is not a time zone such as Europe/Kyiv or UTC",
        ),
        (
            'channels = ["files"]\ntimezone = "../etc/passwd"',
            "timezone: '../etc/passwd' is not a time zone such as Europe/Kyiv or UTC",
        ),
    ],
)
def test_a_mistake_in_a_subscription_is_named(tmp_path: Path, written: str, said: str) -> None:
    text = BARE_CONFIG + DESK.replace('channels = ["files"]', written)

    found = mistakes(a_house(tmp_path, config=text))

    assert [mistake.split("subscriptions.desk.")[1] for mistake in found] == [said]


def test_a_wildcard_stands_for_the_topics_that_it_meets(tmp_path: Path) -> None:
    path = a_house(tmp_path, config=BARE_CONFIG + DESK + 'topics = ["da?", "*"]\n')

    assert config.load(path).subscriptions["desk"].topics == ("da?", "*")


def test_a_schedule_that_is_none_is_refused(tmp_path: Path) -> None:
    found = mistakes(a_house(tmp_path, config=BARE_CONFIG + DESK + 'schedule = "sometimes"\n'))

    assert len(found) == 1
    assert "subscriptions.desk.schedule" in found[0]


def test_a_channel_that_is_itself_broken_is_not_also_missing(tmp_path: Path) -> None:
    text = BARE_CONFIG + DESK.replace('"folder"', '"folder"\npath = 7')

    assert mistakes(a_house(tmp_path, config=text)) == ["9 channels.files.path: expected text"]


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = 'colour = 1\n[intake]\nfolder = 3\n[log]\nurl = "x"\n' + DESK + 'timezone = "Mars"\n'

    found = mistakes(a_house(tmp_path, config=text))

    assert [mistake.split(":")[0] for mistake in found] == [
        "1 colour",
        "3 intake.folder",
        "5 log.url",
        "11 subscriptions.desk.timezone",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[intake\n", "1 : this is not TOML: expected ']' at the end of a table declaration"),
        (b"a = 1\na = 2\n", "2 : this is not TOML: cannot overwrite a value"),
        (b"topics = 'topics'\n# \xff\n", "2 : is not UTF-8 text"),
        (b'topics = "top', "1 : this is not TOML: unterminated string"),
    ],
)
def test_a_file_that_is_not_toml_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = a_house(tmp_path)
    path.write_bytes(content)

    found = mistakes(path)

    assert len(found) == 1
    assert found[0].startswith(said)


def test_a_missing_topics_folder_is_an_error(tmp_path: Path) -> None:
    path = a_house(tmp_path, config='[intake]\nfolder = "../seeds"\n')
    (tmp_path / "config" / "topics" / "dam.toml").unlink()
    (tmp_path / "config" / "topics").rmdir()

    found = mistakes(path)

    assert len(found) == 1
    assert found[0].startswith("None topics:")
    assert "the topics folder cannot be read" in found[0]


def test_an_error_reads_like_one_of_a_compiler(tmp_path: Path) -> None:
    path = a_house(tmp_path, config='topics = "topics"\n\ncolour = 1\n')

    with pytest.raises(ConfigError) as caught:
        config.load(path)

    assert str(caught.value) == f"{path}:3: colour: unknown key"


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ('[channels."mail"]\nkind = "smtp"\n"from" = 1\n', 3),
        ('channels.mail.kind = "smtp"\n\nchannels . mail . from = 1\n', 3),
        ('[channels]\nmail = { kind = "smtp", from = 1 }\n', 2),
        ('[channels.mail]\nkind = "smtp"\n# from = "x"\nhost = """\nfrom = 9"""\nfrom = 1\n', 6),
        ('[channels.mail]\nkind = "smtp"\nto = [\n  "#a@b", # ]\n  "[c@d"\n]\nfrom = 1\n', 7),
    ],
)
def test_a_key_is_found_however_it_is_written(tmp_path: Path, written: str, line: int) -> None:
    path = a_house(tmp_path, config=written)

    with pytest.raises(ConfigError) as caught:
        config.load(path)

    places = {error.key: error.line for error in caught.value.errors}
    assert places["channels.mail.from"] == line
