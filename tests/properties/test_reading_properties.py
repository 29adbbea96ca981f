"""Whatever the bytes: an article or a reason, exact places, and text that can be written."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from watcher.article.exchange import ask, decode_answer, decode_reading, encode_reading
from watcher.article.model import Article, Unreadable
from watcher.article.reading import answer, read_article, read_record
from watcher.article.sketch import compare, sketch
from watcher.article.tokens import tokenize

NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.eml", "a.json"])
PIECES = st.sampled_from(
    ["The barge sank.", "By Ida Storm", "TESSEL (CW) - ", "“No.”", "\n", "\n\n", "e\u0301", "🚢",
     "ﬁ", "\u202e", "No. 3", "1,200", "--", "> ", "- ", "© 2026", "\x00", "\r\n", "\u2028", "。"]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=25).map(" ".join)


def hold(article: Article) -> None:
    """What is true of every article."""
    article.text.encode()
    last = 0
    for paragraph in article.paragraphs:
        assert last <= paragraph.start < paragraph.end <= len(article.text)
        last = paragraph.end
    last = 0
    for sentence in article.sentences:
        paragraph = article.paragraphs[sentence.paragraph]
        assert paragraph.role != "furniture"
        assert paragraph.start <= sentence.start < sentence.end <= paragraph.end
        assert last <= sentence.start
        last = sentence.end
        quote = article.quote(sentence)
        assert quote == quote.strip()
        assert quote
    assert decode_reading(article.text, encode_reading(article)) == article


@settings(deadline=None, max_examples=150)
@given(content=st.binary(max_size=400) | TEXTS.map(lambda text: text.encode("utf-8", "replace")),
       name=NAMES)  # fmt: skip
def test_any_bytes_give_an_article_or_a_reason(content: bytes, name: str) -> None:
    found = read_article(content, name=name, file_time="2026-03-03T10:00:00+00:00")
    if isinstance(found, Unreadable):
        assert found.reason
        assert found.detail
    else:
        hold(found)


@settings(deadline=None)
@given(text=TEXTS)
def test_the_text_of_a_record_keeps_its_length(text: str) -> None:
    line = json.dumps({"text": text}).encode()
    found = read_record(line, name="a.jsonl#1", file_time=None)
    if isinstance(found, Article):
        hold(found)
        assert len(found.text) == len(text)


@settings(deadline=None)
@given(texts=st.lists(TEXTS, max_size=4))
def test_the_child_answers_what_reading_says(texts: list[str]) -> None:
    lines = [json.dumps({"text": text}).encode() for text in texts]
    answered = decode_answer(answer(ask(lines, kind="records", name="a.jsonl", file_time=None)))
    assert answered == [read_record(line, name="a.jsonl", file_time=None) for line in lines]


@given(text=TEXTS)
def test_tokens_stand_where_they_say(text: str) -> None:
    last = 0
    for token in tokenize(text):
        assert last <= token.start < token.end
        assert text[token.start : token.end] == token.text
        last = token.end


@settings(deadline=None)
@given(text=TEXTS)
def test_an_article_resembles_itself(text: str) -> None:
    found = read_article(text.encode("utf-8", "replace"), name="a.txt", file_time=None)
    if isinstance(found, Article):
        resemblance = compare(found, found)
        assert resemblance.kind == ("near" if resemblance.similarity else None)
        assert sketch(found) == sketch(found)
        if resemblance.kind:
            assert resemblance.unchanged == frozenset(range(len(found.sentences)))
