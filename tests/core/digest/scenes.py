"""Four invented days of news, for golden files and pictures: the same events, the same digests.

A first run, an ordinary day, a day with a dispute and a correction, and a flood of 300 articles.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from tests.core.digest.news import (
    KYIV,
    a_rejection,
)
from tests.core.digest.newsroom import MORNING, NAMES, Room, count, earlier
from watcher.digest.model import Digest, Notice, Silenced, Source, Undelivered
from watcher.events import (
    Now,
    Statement,
    Was,
)


def first_run() -> Digest:
    """The folder was full when watcher was started for the first time."""
    room = Room(at=MORNING - timedelta(minutes=9))
    room.article("Harbour Post", copies=3)
    killed = room.tell(
        "quake",
        "At least 19 people were killed when a quake of magnitude 6.1 struck the Tarn valley"
        " shortly before midnight, the fire brigade said.",
        importance=0.9,
    )
    room.tell("quake", "The road to Upper Tarn is cut in three places.")
    room.article("North Ledger")
    room.count(
        "quake",
        "The number of dead has risen to 23, the regional governor told reporters at dawn.",
        count("killed", 23, text="23"),
        of=killed,
        was="At least 19 people were killed when a quake of magnitude 6.1 struck the Tarn valley"
        " shortly before midnight, the fire brigade said.",
        before=count("killed", 19, q="at least"),
        importance=0.9,
    )
    room.article("Coast Radio")
    room.repeat("quake", times=2, kind="corroborated", of=killed)
    room.tell(
        "rail",
        "The transport minister is to travel to Oslo on Thursday to sign the rail accord.",
        importance=0.6,
    )
    room.article("North Ledger")
    room.tell(
        "tunnel",
        "Auditors put the price of the Sound tunnel at 1.95 billion euros, up from 1.2 billion.",
        importance=0.5,
    )
    room.tell("tunnel", "It is to open in the spring of 2031, two years later than promised.")
    room.article("Valley Times")
    room.tell(
        "strike",
        "Dockers at the three northern harbours will stop work for 24 hours from Friday, their"
        " union announced.",
        importance=0.5,
    )
    room.repeat("quake", times=9)
    room.article(None)
    room.tell("water", "The Upper Tarn reservoir stands at 71 per cent.", importance=0.3)
    room.article("Harbour Post")
    room.tell(
        "ferries",
        "The second ferry failed a brake test in October.",
        late=True,
        published="2025-10-19",
    )
    room.note(a_rejection())
    return room.digest("first run", is_first=True)


def ordinary() -> Digest:
    """A figure that moves and moves again, a plan postponed, something new, a late report."""
    room = Room(at=MORNING - timedelta(hours=23, minutes=14))
    known = _the_toll_so_far()
    room.article("Harbour Post", copies=6)
    first = room.count(
        "quake",
        "The bodies of four more people were found overnight, bringing the number of dead to 27,"
        " the fire brigade said.",
        count("killed", 27, text="27"),
        of="toll-23",
        was="The number of dead has risen to 23, the regional governor told reporters at dawn.",
        before=count("killed", 23),
        importance=0.9,
    )
    room.tell("quake", "A field hospital with 200 beds is being flown in from Trondheim.")
    room.article("North Ledger").at += timedelta(hours=2)
    second = room.count(
        "quake",
        "Two of the dead had been counted twice; the toll stands at 25, the governor's office"
        " said at noon.",
        count("killed", 25, text="25"),
        of=first,
        was="",
        before=count("killed", 27),
        importance=0.8,
    )
    room.article("Coast Radio").at += timedelta(hours=5)
    third = room.count(
        "quake",
        "At least 31 people are now known to have died, rescue workers said after reaching Upper"
        " Tarn on foot.",
        count("killed", 31, q="at least", text="at least 31 people"),
        of=second,
        was="",
        before=count("killed", 25),
        importance=0.95,
    )
    room.article("Valley Times")
    room.repeat("quake", kind="corroborated", of=third)
    room.repeat("quake", times=14)
    room.repeat("quake", times=2, kind="outdated")
    room.article("Fjord Tribune")
    room.repeat("quake", kind="corroborated", of=third)
    room.article("Coast Radio")
    room.turn(
        "rail",
        "The signing of the rail accord has been put off until April, a spokeswoman for the"
        " ministry said, citing the quake.",
        was="The transport minister is to travel to Oslo on Thursday to sign the rail accord.",
        before="planned",
        now="postponed",
        of="rail-plan",
    )
    room.article("North Ledger")
    room.tell(
        "strike",
        "The harbour board has offered dockers a rise of 4.5 per cent over two years, according to"
        " a letter seen by this newspaper.",
        importance=0.5,
    )
    room.repeat("strike", times=3)
    room.repeat("strike", times=2, kind="background")
    room.article("Harbour Post")
    room.tell(
        "ferries",
        "The ferry company was warned about its brakes in November, an internal note shows.",
        late=True,
        published="2026-02-11",
    )
    room.article("Reprint Daily", url=False)
    room.repeat("tunnel", times=4, kind="background")
    room.note(a_rejection())
    return room.digest("an ordinary day", known=known, notices=_ordinary_notices())


def _the_toll_so_far() -> dict[str, Statement]:
    steps = ((12, "toll-12"), (19, "toll-19"), (23, "toll-23"))
    known: dict[str, Statement] = {}
    before: Was | None = None
    for value, name in steps:
        quote = f"The number of dead has risen to {value}."
        known[name] = earlier(quote, was=before)
        before = Was(event=name, quote=quote, figure=count("killed", value), status=None)
    known["toll-12"] = earlier("Twelve people died.")
    known["rail-plan"] = earlier("The minister is to travel to Oslo.", outlet="Coast Radio")
    return known


def _ordinary_notices() -> tuple[Notice, ...]:
    return (
        Notice(
            event="5a1e0000",
            kind="expected",
            topic="strike",
            name="Harbour strike",
            due="2026-03-04",
            announced="77d1c2a4",
            quote="Mediators are to publish their proposal on Wednesday.",
            source=Source(outlet="Valley Times", path="v.txt", published_at="2026-03-01"),
        ),
        Notice(
            event="5a1e0001",
            kind="tempo",
            topic="quake",
            name="Tarn valley quake",
            count=64,
            usual=9.0,
        ),
        Notice(
            event="5a1e0002",
            kind="gone-quiet",
            topic="vote",
            name="Mayoral vote",
            since=datetime(2026, 2, 24, 9, 0, tzinfo=KYIV),
        ),
    )


def dispute() -> Digest:
    """Sources gainsay each other, one takes back what it said, and a plan is denied."""
    room = Room(at=MORNING - timedelta(hours=20))
    room.article("Coast Radio")
    room.turn(
        "ferries",
        "“Nobody from the ministry set foot on the second ferry this year,” the union's"
        " secretary, Ivar Moen, said.",
        was="The ministry said that both ferries had been inspected in January.",
        before="confirmed",
        now="denied",
        kind="dispute",
        of="inspected",
        importance=0.9,
    )
    room.article("Harbour Post", copies=2)
    room.tell(
        "ferries",
        "Correction: an earlier version of this article said that 140 passengers were on board;"
        " there were 104.",
        kind="correction",
        was=Was(
            event="on-board",
            quote="140 passengers were on board when the brakes failed.",
            figure=count("on board", 140, "passengers"),
            status=None,
        ),
        now=Now(figure=count("on board", 104, "passengers", text="104"), status=None),
        importance=0.5,
    )
    room.article("North Ledger")
    room.turn(
        "bank",
        "Northgate Bank denied on Wednesday that it was in talks about a merger.",
        was="Northgate Bank is in talks about a merger with a southern rival, two people familiar"
        " with the matter said.",
        before="reported",
        now="denied",
        of="talks",
        importance=0.7,
    )
    room.article("Valley Times")
    room.count(
        "quake",
        "The interior ministry puts the number of missing at 12.",
        count("missing", 12, text="12"),
        of="missing-40",
        was="Forty people are missing, the mayor of Upper Tarn said.",
        before=count("missing", 40),
        kind="dispute",
        importance=0.6,
    )
    room.repeat("quake", times=5)
    room.repeat("bank", times=2, kind="background")
    known = {
        "inspected": earlier("The ministry said.", outlet="Harbour Post", day="2026-02-27"),
        "on-board": earlier("140 passengers.", day="2026-03-04"),
        "talks": earlier("In talks.", outlet="Fjord Tribune", day="2026-03-03"),
        "missing-40": earlier("Forty.", outlet="Coast Radio"),
    }
    lost = Undelivered(
        digest_id="77aa" * 8,
        channel="mail",
        recipient="night@example.org",
        error="550 5.1.1 no such mailbox",
    )
    quiet = Silenced(
        silence="d00d",
        topics=("strike",),
        count=3,
        comment="covered by Ana",
        until=MORNING + timedelta(days=2),
    )
    return room.digest("a dispute", known=known, abandoned=(lost,), silenced=(quiet,))


PLACES = "Upper Tarn|Lower Tarn|Marsh End|Ropewalk|Saltholm|Gannet Bay|Old Quay|Fivemile".split("|")
OUTLETS = "Harbour Post|North Ledger|Coast Radio|Valley Times|Fjord Tribune".split("|")


def flood(articles: int = 300, *, every: int = 5) -> Digest:
    """Three hundred articles in a night; each fifth has something that nobody had told yet."""
    room = Room(at=MORNING - timedelta(hours=12))
    topics = list(NAMES)
    sentences: tuple[Callable[[str, int], str], ...] = (
        lambda place, n: f"The bridge at {place} was closed to lorries for {n} hours.",
        lambda place, n: f"{n} households in {place} are without water, the council said.",
        lambda place, n: f"Schools in {place} stay shut until {1 + n % 28} March.",
        lambda place, n: f"A relief convoy of {n} lorries has reached {place}.",
        lambda place, n: f"Engineers found {n} cracks in the pier of {place}.",
    )
    for number in range(articles):
        topic = topics[number * number % 7 if number % 3 else 0]
        room.article(OUTLETS[number * 7 // 5 % len(OUTLETS)])
        if number % every == 0:
            say = sentences[(number // every) % len(sentences)]
            room.tell(
                topic,
                say(PLACES[(number // every) % len(PLACES)], number + 2),
                importance=0.3 + number % 7 / 20,
            )
        room.repeat(topic, times=3)
    return room.digest("a flood")


SCENES: dict[str, Callable[[], Digest]] = {
    "first-run": first_run,
    "ordinary": ordinary,
    "dispute": dispute,
    "flood": flood,
}
