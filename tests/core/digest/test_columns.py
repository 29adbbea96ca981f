"""How wide texts are on a terminal, and where their lines may end."""

import pytest

from tests.core.digest.columns_seen import widest
from tests.core.digest.news import told
from tests.factories import a_change
from watcher.digest.columns import WIDTH, left_and_right, width, wrapped
from watcher.digest.render import render


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("dam", 3),
        ("Möen", 4),
        ("Mo\u0308en", 4),
        ("水", 2),
        ("한국", 4),
        ("\u1112\u1161\u11ab", 2),
        ("👍", 2),
        ("👍🏽", 2),
        ("👩\u200d👩\u200d👧\u200d👦", 2),
        ("🇺🇦", 2),
        ("❤\ufe0f", 2),
        ("▁▅█", 3),
    ],
)
def test_letters_take_up_the_columns_of_a_terminal(text: str, columns: int) -> None:
    assert width(text) == columns


def lines(text: str) -> list[str]:
    return list(wrapped(text, first="", rest=""))


def test_chinese_breaks_between_letters_and_not_before_a_full_stop() -> None:
    text = "地" * 39 + "。" + "震" * 5
    assert lines(text) == ["地" * 38, "地。" + "震" * 5]
    assert "".join(lines(text)) == text


def test_a_bracket_does_not_end_a_line() -> None:
    assert lines("地" * 38 + "（震）" + "水")[0] == "地" * 38
    assert lines("地" * 37 + "（震）")[0] == "地" * 37


def test_an_address_stands_whole() -> None:
    address = f"https://example.org/{'x' * 90}"
    assert lines(f"see {address}") == ["see", address]


def test_two_texts_that_do_not_fit_on_a_line_take_two() -> None:
    assert list(left_and_right("l" * 50, "r" * 30)) == ["l" * 50, " " * 48 + "r" * 30]


def test_a_chinese_digest_is_no_wider_than_others() -> None:
    quote = "地震で少なくとも二十人が死亡したと消防当局が発表した。救助隊は明け方に到着した。" * 3
    text = render(told(a_change(quote, outlet="朝日新聞")), "txt")
    assert widest(text) <= WIDTH
    assert quote in "".join(text.split())
