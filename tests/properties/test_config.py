"""Whatever a configuration file holds, it is settings or an error that knows its place."""

import json
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from watcher import config
from watcher.config import ConfigError
from watcher.config.written import Written

BARE_KEYS = st.from_regex(r"[A-Za-z0-9_-]{1,8}", fullmatch=True)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from("\"'#[]{}=,\\"),
    max_size=12,
)
STRINGS = TEXTS.map(lambda text: json.dumps(text, ensure_ascii=False))
VALUES = st.one_of(
    st.integers(-(2**40), 2**40).map(str),
    st.booleans().map(lambda value: str(value).lower()),
    STRINGS,
    TEXTS.filter(lambda text: "'" not in text).map(lambda text: f"'{text}'"),
    TEXTS.filter(lambda text: "'" not in text).map(lambda text: f"'''\nkey = 1\n{text}\n'''"),
    st.just('"""a \\"""\n[table]\nkey = 2\n"" """'),
    st.lists(STRINGS, max_size=3).map(lambda one: "[\n  " + ",\n  ".join(one) + " # ]\n]"),
    st.just("{ a = 1, b = { c = '}' } }"),
)
TABLES = st.dictionaries(BARE_KEYS, VALUES, min_size=1, max_size=5)


@given(st.dictionaries(BARE_KEYS, TABLES, min_size=1, max_size=4), st.booleans())
def test_the_line_of_every_key_is_found(tables: dict[str, dict[str, str]], quoted: bool) -> None:
    lines: list[str] = []
    places: dict[tuple[str, str], int] = {}
    for name, table in tables.items():
        lines += ["# a comment = 1", f'["{name}"]' if quoted else f"[ {name} ]"]
        for key, value in table.items():
            places[name, key] = len(lines) + 1
            lines += f"{key} = {value} # why".split("\n")

    written = Written(Path("w.toml"), "\n".join(lines))

    assert {keys: written.line(*keys) for keys in places} == places


def load(content: bytes, *, topic: bytes) -> None:
    """Load a configuration and its topic; only a ConfigError may come of it."""
    with tempfile.TemporaryDirectory() as folder, suppress(ConfigError):
        path = Path(folder) / "watcher.toml"
        path.write_bytes(content)
        (path.parent / "topics").mkdir()
        (path.parent / "topics" / "dam.toml").write_bytes(topic)
        config.load_all(path)


WORDS = """
    topics intake log channels x kind to name terms query url aliases [ ] { } = . , ' " \"\"\" '''
    # 1 nan true "smtp" "folder" [channels.x] ['a'] 1979-05-27 \\ é NEAR/4
""".split()
TOMLISH = st.lists(st.sampled_from([*WORDS, "\n", "\n", "\x00"]), max_size=30).map(" ".join)


@given(TOMLISH, TOMLISH)
@example('[channels.x]\nkind = "smtp"\nto = [[1]]\nfrom = 1979-05-27\n', "name = 'x'\nterms = [[]]")
@example("channels = [1]\nsubscriptions = 2\ntopics = [[]]", "aliases = 3")
def test_any_text_is_settings_or_a_config_error(settings: str, topic: str) -> None:
    load(settings.encode(), topic=topic.encode())


@given(st.binary(max_size=60))
def test_any_bytes_are_settings_or_a_config_error(content: bytes) -> None:
    load(content, topic=content)
