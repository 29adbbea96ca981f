"""Whatever a sentence holds, the readers come through it, and their places are in the text."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from watcher.lexicon import load_language
from watcher.topic.dates import Dates
from watcher.topic.figures import LARGEST, Figures
from watcher.topic.gazetteer import Gazetteer
from watcher.topic.names import Names
from watcher.topic.speakers import Speakers
from watcher.topic.status import Statuses

LANGUAGE = load_language()
FIGURES, STATUSES, SPEAKERS = Figures(LANGUAGE), Statuses(LANGUAGE), Speakers(LANGUAGE)
DATES, NAMES, GAZETTEER = Dates(LANGUAGE), Names(LANGUAGE), Gazetteer(LANGUAGE)

PIECES = """
at least 19 20 1,200 9.15 5.1 million billion bn m € $ % per cent a share each from to by of the
and between or - — , . : ; “ ” ' ( ) killed people were was said that who two one half quarter dozen
hundred thousand points 28-point not never will would on Friday 9 June 2026 2026-06-09 in July ago
days years Oslo Mr. President İ é 🙂 no according up down more than fewer its instead against
Ukraine's U.S. reported cancelled rose is the 10th May yesterday tomorrow last week weekend night
""".split()
sentences = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.text(max_size=80),
)


@given(sentences)
def test_the_words_of_every_figure_stand_where_it_says(text: str) -> None:
    for span in FIGURES.read(text):
        assert text[span.start : span.end] == span.figure.text
        assert span.figure.value is None or abs(span.figure.value) < LARGEST


@given(sentences)
def test_every_other_reader_stays_within_the_text(text: str) -> None:
    published = date(2026, 4, 15)
    places = [
        *((span.start, span.end) for span in STATUSES.read(text)),
        *((span.start, span.end) for span in SPEAKERS.read_all(text)),
        *((span.start, span.end) for span in DATES.read(text, published=published)),
        *((span.start, span.end) for span in NAMES.read(text)),
        *((span.start, span.end) for span in GAZETTEER.read(text)),
    ]
    assert all(0 <= start < end <= len(text) for start, end in places)


@given(st.dates(), sentences)
def test_no_day_of_publication_is_too_far_away(published: date, text: str) -> None:
    assert all(span.first <= span.last for span in DATES.read(text, published=published))
