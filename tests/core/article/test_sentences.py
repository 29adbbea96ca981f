"""Sentences are split as a reader would split them, with exact places."""

import time

import pytest

from watcher.article.sentences import split_sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The U.S. Secretary of State left.", "He said nothing."],
        ["Mr. Holm met Gen. Ida Storm and Sen. Per Dahl.", "They agreed."],
        ["It opened at 6.30 p.m. on Friday.", "It closed at 7 a.m.", "The doors stayed shut."],
        ["Prices rose 4.5 percent to 1,200.50 crowns.", "Nobody was glad."],
        ["No. 3 was missing.", "He said no.", "3 others agreed."],
        ["J. Trell and A.B. Moe wrote it.", "“I am glad,” she said."],
        ["He wrote on X.", "“I am grateful,” he added."],
        ["“We waited.", "Nobody came,” said the chief.", "“Nobody.”"],
        ["“Is it true?” the mayor asked.", "It was."],
        ["“Is it true?” Holm said.", "It was."],
        ['"It is over!"', "The crowd cheered."],
        ["It rose on Jan. 5 and fell in Feb.", "The rest is known."],
        ["He waited ... and waited.", "Then he left…", "Nobody saw him."],
        ["Northwind Inc. bought it.", "Northwind Ltd.", "The price was not told."],
        ["(He left.)", "She stayed."],
        ["The plan (see No. 4) failed.", "[It was old.]", "So was he."],
        ["3. The third point stands."],
        ["She came from St. Gall.", "He came from Mt. Hope."],
        ["The firm’s site, harbour.example, was down.", "It came back at 9."],
        ["首相は辞任した。", "後任は未定だ。"],
    ],
)
def test_sentences(sentences: list[str]) -> None:
    glue = "" if sentences[0].endswith("。") else " "
    assert split(glue.join(sentences)) == sentences


def test_a_sentence_goes_on_over_wrapped_lines() -> None:
    assert split("The barge\nsank at\nnoon. It was\nnew.") == [
        "The barge\nsank at\nnoon.",
        "It was\nnew.",
    ]


def test_a_lost_space_after_a_stop_does_not_glue_sentences() -> None:
    assert split("It was late.The crew slept.“Why?” one asked.") == [
        "It was late.",
        "The crew slept.",
        "“Why?” one asked.",
    ]


def test_places_count_from_the_beginning_of_the_text() -> None:
    text = "Head.\n\n  One here.  Two here.  \n"
    assert split_sentences(text, start=7, end=len(text)) == [(9, 18), (20, 29)]


def test_white_space_alone_is_no_sentence() -> None:
    assert split(" \n\t ") == []
    assert split("") == []


@pytest.mark.parametrize("piece", [".", ". ", "A. ", '."', "a.A", "?! ", "No. ", "(", "。"])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    began = time.process_time()
    split_sentences(text)
    assert time.process_time() - began < 5
