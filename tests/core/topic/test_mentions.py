"""Where a topic is meant: by its terms, by other words, by what takes them up again."""

from watcher.article.model import Article, Paragraph, Sentence
from watcher.article.sentences import split_sentences
from watcher.events import Definition
from watcher.lexicon import load_meaning
from watcher.topic.mentions import TopicIndex, mentions
from watcher.topic.model import Mention, compile_topic

TUNNEL = Definition(
    name="harbour tunnel",
    about="The tunnel under Ostwick harbour: its cost, its opening, leaks and repairs.",
    terms=("harbour tunnel", "tunnel leak"),
    exclude=("tunnel vision",),
    aliases={"Drellmann": ("Drelman", "Ida Drellmann")},
)


def an_article(*blocks: str, headline: str = "") -> Article:
    """Lay out paragraphs; one that begins with # is a heading."""
    text = ""
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    for block in ([headline] if headline else []) + list(blocks):
        role = "heading" if block.startswith("#") else "body"
        words = block.removeprefix("# ")
        start, end = len(text), len(text) + len(words)
        text += words + "\n\n"
        is_headline = block is headline
        number = len(paragraphs)
        paragraphs.append(
            Paragraph(start=start, end=end, role="headline" if is_headline else role)  # type: ignore[arg-type]  # mypy widens
        )
        places = [(start, end)] if role == "heading" or is_headline else []
        for a, b in places or split_sentences(text, start=start, end=end):
            sentences.append(Sentence(start=a, end=b, paragraph=number))
    return Article(
        id="0" * 64,
        format="txt",
        text=text,
        outlet=None,
        agency=None,
        headline=headline or None,
        authors=(),
        published_at=None,
        published_from=None,
        url=None,
        words=len(text.split()),
        paragraphs=tuple(paragraphs),
        sentences=tuple(sentences),
    )


def found(article: Article, definition: Definition = TUNNEL) -> dict[str, Mention]:
    """Give the mentions by the sentences' words."""
    index = TopicIndex([compile_topic("tunnel", definition)], meaning=load_meaning())
    some = mentions(article, index).get("tunnel", ())
    return {article.quote(article.sentences[mention.sentence]): mention for mention in some}


def test_a_sentence_with_a_term_counts_and_says_by_which() -> None:
    sentence = "The harbour's new tunnel opens on Monday."
    mention = found(an_article("Bakers met in Olm.", sentence))[sentence]
    assert mention.matched == "harbour tunnel"
    assert mention.strength > 0.6


def test_what_takes_the_subject_up_again_counts() -> None:
    article = an_article(
        "The harbour tunnel will open on Monday, the city of Ostwick said. It cost 40 million"
        " crowns. The tunnel was to be ready in March.",
        "Bakers met in Olm to choose the loaf of the year. They had flour in their hair.",
        "Nothing else was said in Olm.",
        headline="Harbour tunnel opens at last",
    )
    counted = found(article)
    assert "It cost 40 million crowns." in counted
    assert "The tunnel was to be ready in March." in counted
    aside = counted.get("Nothing else was said in Olm.")
    assert aside is None or aside.strength < 0.5


def test_a_section_carries_its_heading_and_ends() -> None:
    article = an_article(
        "The council of Ostwick had a long night.",
        "# The harbour tunnel",
        "Repairs take two weeks longer. Nobody could name the cost.",
        "# Dogs",
        "Dogs must be kept on a lead in the park. The fine is ten crowns.",
        headline="A long night in the town hall",
    )
    counted = found(article)
    assert "Repairs take two weeks longer." in counted
    assert not any("Dogs" in sentence or "fine" in sentence for sentence in counted)


def test_an_excluded_phrase_knocks_the_sentence_out() -> None:
    article = an_article("Critics of the harbour tunnel have tunnel vision, the mayor said.")
    assert not found(article)


def test_a_name_alone_counts_only_where_the_article_is_on_the_topic() -> None:
    off = an_article("Ida Drellmann won the cooking prize of Olm.", "She made a soup of nettles.")
    on = an_article(
        "The harbour tunnel leaks again.",
        "Drelman, its engineer, spoke of repairs in May.",
        headline="New leak in harbour tunnel",
    )
    assert not found(off)
    assert "Drelman, its engineer, spoke of repairs in May." in found(on)


def test_a_query_counts_beside_the_terms() -> None:
    definition = Definition(name="quay", terms=("quay wall",), query="dredg* NEAR/3 quay")
    article = an_article("They dredged beside the quay.", "A boat lay there.")
    mention = found(article, definition)["They dredged beside the quay."]
    assert mention.how == "query"


def test_a_star_makes_every_sentence_count() -> None:
    article = an_article("One thing.", "Another thing.", headline="Things")
    counted = found(article, Definition(name="all", terms=("*",)))
    assert [m.strength for m in counted.values()] == [1.0, 1.0, 1.0]
    assert {m.how for m in counted.values()} == {"everything"}


def test_an_article_on_something_else_gives_nothing() -> None:
    article = an_article("Bakers met in Olm.", "They chose the loaf of the year.", headline="Bread")
    assert found(article) == {}
