"""Forty outlets print one agency text, each in its own way; two others were there themselves."""

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.factories import NOON, a_house
from watcher import config, query
from watcher.digest.compose import compose
from watcher.digest.model import Digest, Subscription
from watcher.digest.schedule import parse_schedule
from watcher.ingest import Wanted
from watcher.service import Service

WIRE = (
    "A landslide buried the rail station of Elmford early on Friday, killing some 14 people.",
    "The landslide came down at ten past five, when two commuter trains stood at the platforms.",
    "Rescue teams from four counties searched the Elmford landslide with dogs and listening gear.",
    "Mayor Ida Storm said the landslide had torn away the only road to the upper town of Elmford.",
    "About 300 passengers were brought to a sports hall after the Elmford landslide was reported.",
    "The rail operator stopped all services on the landslide line between Elmford and Varn.",
    "Geologists had warned of a landslide above the Elmford station in a report two years ago.",
    "The county put aside 4 million euros for a landslide wall at Elmford that was never built.",
    "Schools below the Elmford landslide stay closed until engineers have looked at the slope.",
    "It is the worst landslide in the county since the one that closed the Elmford mine in 1974.",
)
REWORDED = {"early on": "in the early hours of", "killing": "leaving dead", "searched": "combed",
    "brought": "taken", "stopped": "halted", "About": "Some", "put aside": "set apart"}  # fmt: skip
CREDITS = ("ELMFORD (Coast Wire) - ", "", "", "ELMFORD, Nov 20 (Coast Wire) — ")
OWN = (
    "Readers in {0} sent us pictures of buses that wait for travellers at every second crossing.",
    "The mayor of {0} offered the use of two ferries, a kitchen and the old customs house.",
    "Anyone in {0} who misses a relative can ring the town hall until ten in the evening.",
    "Our weather page has the outlook for {0}: rain until Sunday, then frost in the hills.",
    "A concert in {0} was given up, and its takings go to the families in the upper town.",
)
WITNESSES = {
    "Varn Herald": (
        "At least 14 people died under the landslide at Elmford, the hospital in Varn told us.",
        "Two of those whom the landslide caught were pulled out alive by a baker at noon.",
        "Police have arrested the contractor who cut the trees above the Elmford landslide.",
    ),
    "Norvia Radio": (
        "The landslide in Elmford has killed 14 or more, firemen told our reporter on the slope.",
        "The government will pay each family hit by the landslide 20,000 euros, a minister said.",
        "A second landslide fell on the Elmford signal box in the evening and hurt nobody.",
    ),
}


def reprint(number: int) -> tuple[str, ...]:
    """Trim the agency text, and reword some of it, as the desk of one outlet did."""
    kept = [said for at, said in enumerate(WIRE) if number == 0 or (at + number) % 5 or at == 0]
    kept = kept[: len(kept) - number % 4]
    if number % 3 == 2:
        kept[1:3] = reversed(kept[1:3])
    if number % 8 == 7:  # little is left of it among the outlet's own lines
        return (*kept[:3], *(said.format(f"Town {number}") for said in OWN))
    return tuple(
        _reworded(said, number) if (at + number) % 3 == 0 and number else said
        for at, said in enumerate(kept)
    )


def _reworded(said: str, number: int) -> str:
    for word, other in list(REWORDED.items())[number % 2 :]:
        said = said.replace(word, other)
    return said


def pages() -> Iterator[tuple[str, str]]:
    for number in range(40):
        credit = CREDITS[number % 4]
        body = credit + "\n\n".join(reprint(number))
        yield f"{number:02}.md", page(f"Outlet {number}", f"Slope kills, take {number}", body)
    for number, (outlet, said) in enumerate(WITNESSES.items(), 40):
        yield f"{number}.md", page(outlet, f"We were there, {outlet}", "\n\n".join(said))


def page(outlet: str, title: str, body: str) -> str:
    return f"---\ntitle: {title}\nsource: {outlet}\ndate: 2025-11-20\n---\n{body}\n"


SLIDE = """
name = "Elmford landslide"
about = "The landslide at Elmford: people killed, found alive and hit, rescue, who is to blame."
terms = ["Elmford landslide", "landslide"]
"""


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    path = a_house(tmp_path, topics={"slide": SLIDE})
    settings, topics = config.load_all(path)
    with Service.writing(settings, now=lambda: NOON) as service:
        service.define(topics)
        wanted = []
        for name, text in pages():
            (tmp_path / "seeds" / name).write_text(text, encoding="utf-8")
            wanted.append(Wanted(path=tmp_path / "seeds" / name))
        for _ in service.take_in(wanted):
            pass
        yield service


def digest_of(service: Service) -> Digest:
    events = list(service.reader.events())
    subscription = Subscription(
        name="desk",
        topics=("*",),
        channels=(),
        schedule=parse_schedule("immediate"),
        zone=ZoneInfo("UTC"),
    )
    digest = compose(events, subscription=subscription, after=0, upto=len(events), digest_id="d")
    assert digest is not None
    return digest


def test_reprints_of_one_agency_text_are_one_source(service: Service) -> None:
    news = digest_of(service).topics[0]

    assert (news.sources, news.reprints) == (3, 39)


def test_a_topic_counts_its_sources_in_the_same_way(service: Service) -> None:
    service.catch_up()
    with service.views() as views:
        known = query.topic(service.reader, views, "slide")

    assert (known["sources"], known["reprints"]) == (3, 39)


def test_who_only_printed_the_text_is_not_named_as_having_said_the_same(service: Service) -> None:
    named = {name for item in digest_of(service).topics[0].items for name in item.also}

    assert named <= set(WITNESSES)
