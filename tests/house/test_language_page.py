"""The page that explains the language files: its samples work and it names every table."""

import re
from pathlib import Path

from msgspec import Struct
from msgspec.structs import fields

from watcher.lexicon import SHIPPED, load_language
from watcher.topic.figures import Figures
from watcher.topic.gazetteer import Gazetteer
from watcher.topic.language import Tables
from watcher.topic.names import Names
from watcher.topic.status import Statuses

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "language.md").read_text(encoding="utf-8")
SAMPLES = re.findall(r"^<!-- file: (\S+) -->\n```toml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def test_the_samples_of_the_page_teach_what_they_say(tmp_path: Path) -> None:
    for name, content in SAMPLES:
        (tmp_path / name).write_text(content, encoding="utf-8")
    language = load_language(tmp_path)
    figures = Figures(language)

    def counted(sentence: str) -> list[tuple[str, float | int | None, str | None]]:
        return [
            (span.figure.what, span.figure.value, span.figure.unit)
            for span in figures.read(sentence)
        ]

    assert counted("The mill sent 300 workers on leave.")[0][:2] == ("workers furloughed", 300)
    assert counted("The fine was 40 million ether.") == [("fine", 40_000_000, "ether")]
    assert counted("The ship carries 12,000 TEU.")[0][1:] == (12_000, "teu")
    delayed = Statuses(language).best("The council kicked down the road its vote on the bridge.")
    assert (delayed and delayed.status) == "postponed"
    named = Names(language).read("It was Hetman Ivan Sirko who came.")
    assert [(span.name, span.titled) for span in named] == [("Ivan Sirko", True)]
    assert Gazetteer(language).country_of("Tiraspol") == "transnistria"
    assert Gazetteer(language).country_of("Akorda") == "kazakhstan"


def test_every_file_and_every_table_is_on_the_page() -> None:
    shipped = {path.name for path in SHIPPED.glob("*.toml")}
    assert {f"{field.name}.toml" for field in fields(Tables)} == shipped
    assert {name for name in shipped if f"`{name}`" not in PAGE} == set()
    for file in fields(Tables):
        kind = file.type
        assert isinstance(kind, type)
        assert issubclass(kind, Struct)
        (row,) = re.findall(rf"^\| `{file.name}\.toml` \|.*$", PAGE, re.MULTILINE)
        for table in fields(kind):
            assert re.search(rf"`\[?{table.name}\b", row), (file.name, table.name)
