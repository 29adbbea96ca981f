"""Makes the values that tests are about, with everything else filled in plainly."""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from watcher.article.model import Article, Paragraph, Sentence
from watcher.events import (
    ArticleReceived,
    ChangeKind,
    Definition,
    Event,
    Figure,
    Now,
    Recorded,
    RepeatKind,
    StatementRepeated,
    TopicChanged,
    Was,
)

NOON = datetime(2025, 11, 20, 12, 0, tzinfo=UTC)


def an_article(*sentences: str, headline: str | None = None, outlet: str = "Seed Wire") -> Article:
    """Make an article of one paragraph that holds these sentences."""
    lines = ([headline] if headline else []) + [" ".join(sentences)]
    text = "\n\n".join(lines)
    start = len(text) - len(lines[-1])
    top = (Paragraph(start=0, end=len(headline), role="headline"),) if headline else ()
    return Article(
        id=sha256(text.encode()).hexdigest(),
        format="txt",
        text=text,
        outlet=outlet,
        agency=None,
        headline=headline,
        authors=(),
        published_at="2025-11-20",
        published_from="metadata",
        url=None,
        words=len(lines[-1].split()),
        paragraphs=(*top, Paragraph(start=start, end=len(text), role="body")),
        sentences=_sentences(text, sentences, headline, body=start),
    )


def _sentences(
    text: str, bodies: tuple[str, ...], headline: str | None, *, body: int
) -> tuple[Sentence, ...]:
    found = [Sentence(start=0, end=len(headline), paragraph=0)] if headline else []
    at = body
    for sentence in bodies:
        start = text.index(sentence, at)
        at = start + len(sentence)
        found.append(Sentence(start=start, end=at, paragraph=1 if headline else 0))
    return tuple(found)


def a_figure(
    value: float | None = 20, *, what: str = "killed", qualifier: str | None = None
) -> Figure:
    """Make a figure that counts people."""
    return Figure(
        what=what,
        value=value,
        max=None,
        unit="people",
        qualifier=qualifier,
        text=f"{qualifier or ''} {value} people".strip(),
    )


def a_change(
    quote: str = "The dam broke at noon.",
    *,
    topic: str = "dam",
    kind: ChangeKind = "new",
    figures: tuple[Figure, ...] = (),
    was: Was | None = None,
    now: Now | None = None,
    late: bool = False,
    retroactive: bool = False,
    outlet: str | None = "Seed Wire",
    importance: float = 0.5,
    article_id: str = "a" * 64,
    path: str = "dam.txt",
) -> TopicChanged:
    """Make a statement that changes what is known of a topic."""
    return TopicChanged(
        topic=topic,
        kind=kind,
        article_id=article_id,
        path=path,
        outlet=outlet,
        headline=None,
        published_at="2025-11-20",
        quote=quote,
        start=0,
        end=len(quote),
        speaker=None,
        status=None,
        figures=figures,
        was=was,
        now=now,
        earlier=was.event if was else None,
        novelty=0.9,
        importance=importance,
        late=late,
        matched=("dam",),
        reason=kind,
        retroactive=retroactive,
    )


def a_repeat(
    quote: str = "The dam broke at noon.",
    *,
    topic: str = "dam",
    kind: RepeatKind = "repeat",
    article_id: str = "b" * 64,
    path: str = "again.txt",
) -> StatementRepeated:
    """Make a statement that bears on a topic and changes nothing."""
    return StatementRepeated(
        topic=topic,
        kind=kind,
        article_id=article_id,
        path=path,
        outlet="Seed Wire",
        headline=None,
        published_at="2025-11-20",
        quote=quote,
        start=0,
        end=len(quote),
        speaker=None,
        status=None,
        figures=(),
        was=None,
        now=None,
        earlier=None,
        novelty=0.1,
        importance=0.1,
        late=False,
        matched=("dam",),
        reason=kind,
    )


def a_receipt_of(article: Article, *, path: str = "dam.txt") -> ArticleReceived:
    """Make the event that says that an article was received."""
    return ArticleReceived(
        article_id=article.id,
        path=path,
        sha256=article.id,
        format=article.format,
        outlet=article.outlet,
        headline=article.headline,
        authors=article.authors,
        published_at=article.published_at,
        published_from=article.published_from,
        words=article.words,
    )


def a_definition(*terms: str, name: str = "The dam", query: str | None = None) -> Definition:
    """Make the definition of a topic."""
    return Definition(name=name, terms=terms or ("dam",), query=query)


def recorded(
    event: Event,
    *,
    position: int = 1,
    stream: str = "topic/dam",
    version: int | None = None,
    at: datetime = NOON,
    cause: str | None = None,
) -> Recorded:
    """Put an event into the envelope that it would have in a log; the hash is made up."""
    count = version or position
    return Recorded(
        position=position,
        id=str(uuid5(NAMESPACE_URL, f"{stream}/{count}")),
        stream=stream,
        version=count,
        recorded_at=at,
        cause=cause,
        hash=sha256(f"{position}".encode()).hexdigest(),
        data=event,
    )


DAM_TOPIC = """\
name = "The dam"
terms = ["dam", "reservoir"]
"""

BARE_CONFIG = """\
topics = "topics"
[intake]
folder = "../seeds"
[log]
path = "../var/watcher.db"
"""


def a_house(
    root: Path, *, config: str = BARE_CONFIG, topics: Mapping[str, str] | None = None
) -> Path:
    """Make a folder with topics and an empty intake; give the path of its configuration."""
    folder = root / "config"
    (folder / "topics").mkdir(parents=True)
    (root / "seeds").mkdir()
    (root / "var").mkdir()
    (folder / "watcher.toml").write_text(config, encoding="utf-8")
    for name, text in ({"dam": DAM_TOPIC} if topics is None else topics).items():
        (folder / "topics" / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder / "watcher.toml"
