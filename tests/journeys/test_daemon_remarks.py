"""What a reader says reaches a running daemon, and the next digest knows of it."""

import json
import subprocess
from pathlib import Path

from tests.journeys.test_daemon_process import BRIDGE, DAM, House, daemon, house

__all__ = ["daemon", "house"]

BRIDGE_TOPIC = 'name = "The new bridge"\nterms = ["new bridge"]\n'


def test_a_silence_holds_from_now_on_and_the_next_digest_names_it(
    house: House, daemon: subprocess.Popen[str]
) -> None:
    add = ("silence", "add", "--topic", "d*", "--for", "2h", "--comment", "followed by hand")
    said = house.ask(*add)
    assert said.returncode == 0, said.stderr
    silence = said.stdout.split()[0]
    (house.seeds / "dam.txt").write_text(DAM, encoding="utf-8")
    house.wait_for("article_received")
    (house.topics / "bridge.toml").write_text(BRIDGE_TOPIC, encoding="utf-8")
    (house.seeds / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    daemon.send_signal(1)
    letter = Path(house.wait_for("letter_delivered")["to"]).with_suffix(".txt").read_text("utf-8")

    assert "The new bridge was opened" in letter
    assert "broke on Monday" not in letter
    assert "followed by hand" in letter
    assert f"watcher silence list {silence}" in letter
    (row,) = json.loads(house.ask("silence", "list", "--format", "json").stdout)
    assert (row["state"], row["held"] > 0) == ("active", True)
    held = house.ask("silence", "list", silence).stdout
    assert "broke on Monday" in held
    ended = house.ask("silence", "expire", silence)
    assert ended.stdout == f"{silence}  ended\n"
    assert daemon.poll() is None


def test_a_silence_until_a_length_of_time_ago_is_answered_with_what_was_meant(
    house: House,
) -> None:
    said = house.ask("silence", "add", "--topic", "d*", "--until", "2h", "--comment", "by hand")
    assert (said.returncode, "for a length of time say --for 2h" in said.stderr) == (1, True)


def test_what_is_said_of_nothing_makes_no_log(house: House) -> None:
    for words in (("mark", "0000ffff", "not-new"), ("silence", "expire", "0000ffff")):
        said = house.ask(*words)
        assert (said.returncode, "no log yet" in said.stderr) == (1, True)
    assert not house.log.exists()


def test_a_mark_is_taken_beside_the_daemon_and_shown_by_why(
    house: House, daemon: subprocess.Popen[str]
) -> None:
    (house.seeds / "dam.txt").write_text(DAM, encoding="utf-8")
    house.wait_for("letter_delivered")
    change = house.events("topic-changed")[0]["id"]

    said = house.ask("mark", change[:8], "not-new", "--comment", "we had this")
    again = house.ask("mark", change[:8], "not-new", "--comment", "we had this")
    wrong = house.ask("mark", "0000ffff", "not-new")

    assert said.stdout.startswith(f"{change[:8]}  marked not-new\n")
    assert again.stdout.startswith(f"{change[:8]}  marked not-new already\n")
    assert (wrong.returncode, "0000ffff" in wrong.stderr) == (1, True)
    assert "we had this" in house.ask("why", change).stdout
    assert len(house.events("event-marked")) == 1
    assert house.ask("verify").returncode == 0
    assert daemon.poll() is None
