"""Who told it independently, and who printed it again."""

from typing import Literal

from msgspec.structs import replace

from tests.factories import a_change
from watcher.digest.lineage import Lineages, Sources
from watcher.events import ArticleReceived, DuplicateFound

LONG = (
    "The county closed the bridge after divers found a crack in its second pier.",
    "Lorries take the ferry until the pier has been filled with fresh concrete.",
    "A toll of two euros will pay for the work over the next eleven years.",
)


def received(name: str, *, outlet: str | None, agency: str | None = None) -> ArticleReceived:
    return ArticleReceived(
        article_id=name,
        path=f"{name}.txt",
        sha256=name,
        format="txt",
        outlet=outlet,
        agency=agency,
        headline=None,
        authors=(),
        published_at=None,
        published_from=None,
        words=100,
    )


class Press:
    """A log of articles, in the order in which they came."""

    def __init__(self) -> None:
        self._lineages = Lineages()
        self._names: list[str] = []

    def prints(
        self, name: str, *said: str, outlet: str | None = "", agency: str | None = None
    ) -> None:
        outlet = f"The {name}" if outlet == "" else outlet
        self._lineages.receive(received(name, outlet=outlet, agency=agency))
        self._names.append(name)
        for at, sentence in enumerate(said):
            change = a_change(sentence, topic="dam")
            self._lineages.say(replace(change, article_id=name, outlet=outlet, start=at))

    def copies(self, name: str, of: str, *, kind: Literal["near", "update", "exact"]) -> None:
        found = DuplicateFound(article_id=name, path=name, of=of, kind=kind, similarity=0.9)
        self._lineages.copy(found)

    def counts(self, *names: str) -> tuple[int, int]:
        found: Sources = self._lineages.sources(names or self._names)
        return found.independent, found.reprints


def test_two_who_write_in_their_own_words_are_two() -> None:
    press = Press()
    press.prints("a", *LONG)
    press.prints("b", "A cracked pier has shut the bridge, the county told us on Monday evening.")
    assert press.counts() == (2, 0)


def test_those_who_credit_one_agency_are_one_source() -> None:
    press = Press()
    press.prints("a", LONG[0], agency="AP")
    press.prints("b", LONG[1], agency="The Associated Press")
    press.prints("c", LONG[2], outlet="Associated Press")
    assert press.counts() == (1, 2)


def test_shared_sentences_make_a_reprint_whatever_the_credit() -> None:
    press = Press()
    press.prints("a", *LONG)
    press.prints(
        "b", LONG[1], "Our town has waited for this since spring, as readers know well.", LONG[2]
    )
    assert press.counts() == (1, 1)


def test_a_sentence_that_is_slightly_reworded_is_still_shared() -> None:
    press = Press()
    press.prints("a", *LONG)
    press.prints(
        "b",
        "The county shut the bridge after divers found a crack in its second pier.",
        "Lorries take the ferry until the pier has been filled with new concrete.",
    )
    assert press.counts() == (1, 1)


def test_what_somebody_said_is_quoted_alike_by_all_who_were_there() -> None:
    said = "“We shall close the bridge tonight and open it when it is safe,” the mayor said."
    press = Press()
    press.prints("a", said, said.replace("bridge", "bridge and road"))
    press.prints("b", said, said.replace("bridge", "bridge and road"))
    assert press.counts() == (2, 0)


def test_one_sentence_in_common_among_many_proves_nothing() -> None:
    own = tuple(
        f"In number {n} of our street the lamps went out at {n} past midnight." for n in (3, 4, 5)
    )
    press = Press()
    press.prints("a", *LONG)
    press.prints(
        "b", LONG[0], *(one.replace("number", "house " + "x" * at) for at, one in enumerate(own))
    )
    assert press.counts() == (2, 0)


def test_a_copy_of_a_copy_is_a_reprint_of_the_first() -> None:
    press = Press()
    press.prints("a", *LONG)
    for name, of in (("b", "a"), ("c", "b"), ("d", "c")):
        press.prints(name)
        press.copies(name, of, kind="near")
    assert press.counts("a") == (1, 3)


def test_a_rewritten_text_of_another_outlet_is_a_reprint() -> None:
    press = Press()
    press.prints("a", LONG[0])
    press.prints("b", LONG[1])
    press.copies("b", "a", kind="update")
    assert press.counts() == (1, 1)


def test_an_outlet_that_goes_on_writing_is_one_source_without_reprints() -> None:
    press = Press()
    press.prints("a", LONG[0], outlet="Post")
    press.prints("b", LONG[1], outlet="Post")
    assert press.counts() == (1, 0)


def test_an_outlet_that_has_its_own_report_beside_an_agency_text_is_a_source() -> None:
    press = Press()
    press.prints("a", LONG[0], outlet="Post", agency="Reuters")
    press.prints("b", LONG[1], outlet="Post")
    assert press.counts() == (2, 0)


def test_a_text_from_two_agencies_makes_one_of_neither() -> None:
    other = (
        "Pier two of the old bridge has split; every car must go by boat till autumn.",
        "Concrete for the split pier comes by barge from a quarry on the northern shore.",
    )
    press = Press()
    press.prints("a", *LONG, agency="AP")
    press.prints("b", *other, agency="AFP")
    press.prints("c", *LONG, *other)
    assert press.counts() == (2, 1)


def test_the_same_file_at_two_places_is_a_reprint() -> None:
    press = Press()
    press.prints("a", *LONG)
    press.copies("a", "a", kind="exact")
    assert press.counts() == (1, 1)


def test_articles_of_nobody_in_particular_are_told_apart() -> None:
    press = Press()
    press.prints("a", LONG[0], outlet=None)
    press.prints("b", LONG[1], outlet=None)
    assert press.counts() == (2, 0)
