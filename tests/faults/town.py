"""A town that writes in every format, with a folder of digests and a mailbox; all invented."""

import json
import os
from pathlib import Path

from tests.factories import DAM_TOPIC, a_house

CONFIG = """
topics = "topics"
[intake]
folder = "../seeds"
settle_seconds = {settle}
rescan_seconds = {rescan}
max_bytes = 20_000
[log]
path = "../var/watcher.db"
[channels.files]
kind = "folder"
path = "../var/digests"
retry_seconds = 1
[channels.mail]
kind = "smtp"
port = {port}
from = "watcher@example.org"
to = ["desk@example.org", "wire@example.org"]
retry_seconds = 1
[subscriptions.all]
topics = ["*"]
channels = ["files", "mail"]
schedule = "{schedule}"
[subscriptions.dam]
topics = ["dam"]
channels = ["files"]
schedule = "{schedule}"
"""
TOPICS = {"dam": DAM_TOPIC, "ferry": 'name = "The ferry"\nterms = ["ferry"]\n'}

OTHER_TOPICS = {
    "dam": DAM_TOPIC.replace("reservoir", "minister"),
    "ferry": "",
    "market": 'name = "The market"\nterms = ["market", "apples"]\n',
}

DAM = """\
The dam of Oberlin breaks

OBERLIN, 3 March 2025 - The dam above Oberlin broke on Monday morning, the mayor said.
Nineteen people were killed when the dam broke, the fire brigade said.
The ferry to the island was cancelled until Friday.
"""
LATER = DAM.replace("Nineteen", "Twenty-four")
REPRINT = f"""\
---
title: The dam of Oberlin breaks
date: 2025-03-03T12:00:00+01:00
source: Upland Courier
---
{DAM.partition(chr(10))[2]}
Reporting by the Upland desk.
"""
PAGE = """\
<html><head><title>Reservoir stays shut</title>
<meta property="article:published_time" content="2025-03-04T08:00:00+01:00"></head>
<body><article><h1>Reservoir stays shut</h1>
<p>The reservoir behind the dam stays closed to boats, the water board said on Tuesday.</p>
<p>Engineers expect that repairs of the dam will cost 40 million crowns, the board said.</p>
</article></body></html>
"""
LETTER = """\
From: press@upland.example
To: news@example.org
Subject: Ferry sails again
Date: Fri, 07 Mar 2025 09:30:00 +0100
Message-ID: <1@upland.example>

The ferry to the island sails again since Friday morning, the operator said.
It carried 300 passengers on its first trip.
"""
RECORD = {
    "title": "Minister visits the dam",
    "text": "The minister visited the broken dam on Wednesday. She promised help by the summer.",
    "date": "2025-03-05T17:00:00+01:00",
    "source": "Upland Radio",
}
LINES = [
    {"title": "Toll rises", "text": "The dam killed 26 people, the fire brigade said on Thursday."},
    {
        "title": "Fares rise",
        "text": "A trip by ferry will cost 9 crowns from May, the operator said.",
    },
    {"title": "The market", "text": "Apples were sold for two crowns on the market of Oberlin."},
]
SALE = "Last word\n\nThe ferry was sold to a company from the coast on Sunday.\n"
AFTER = "Help for the dam\n\nThe minister sent the money for the dam to Oberlin on Saturday.\n"
POISON = "A story\n\nThe dam story that nobody survives: POISON-FOR-THE-READER.\n"


def seeds() -> dict[str, bytes]:
    """Give the files that lie in the folder, in the order in which they are taken in."""
    archive = [json.dumps(line) for line in LINES]
    texts = {
        "01-dam.txt": DAM,
        "02-later.txt": LATER,
        "03-copy.txt": DAM,
        "04-reprint.md": REPRINT,
        "05-page.html": PAGE,
        "06-letter.eml": LETTER,
        "07-record.json": json.dumps(RECORD),
        "08-archive.jsonl": "\n".join([archive[0], "{broken", archive[1], archive[0], archive[2]]),
        "09-picture.png": "no picture",
        "10-empty.txt": "",
        "11-poison.txt": POISON,
        "12-large.txt": "The dam is large. " * 2_000,
        "sub/13-last.txt": SALE,
    }
    return {name: text.encode() for name, text in texts.items()}


def build(
    root: Path,
    *,
    port: int,
    schedule: str = "immediate",
    settle: float = 0.0,
    rescan: float = 60.0,
) -> Path:
    """Make a house with its configuration and an empty folder; give its root."""
    config = CONFIG.format(port=port, schedule=schedule, settle=settle, rescan=rescan)
    a_house(root, config=config, topics=TOPICS)
    return root


def fill(root: Path, *, without: tuple[str, ...] = ()) -> None:
    """Put the files into the folder, each a minute younger than the one before."""
    for number, (name, content) in enumerate(seeds().items()):
        if name not in without:
            drop(root, name, content, at=1_741_000_000 + 60 * number)


def drop(root: Path, name: str, content: bytes, *, at: int) -> None:
    """Put one file into the folder, whole from the first moment."""
    path = root / "seeds" / name
    path.parent.mkdir(exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    draft.write_bytes(content)
    os.utime(draft, (at, at))
    draft.rename(path)
