"""Makes an Article of a draft: roles, sentences, repeats, outlet, agency, date."""

import re
from datetime import date

from watcher.article.agencies import agency_at_end, agency_named, is_agency, one_name
from watcher.article.dateline import Dateline, read_dateline
from watcher.article.dating import day_of, is_possible, read_date, read_date_without_year
from watcher.article.draft import Block, Draft
from watcher.article.model import Article, Paragraph, PublishedFrom, Sentence
from watcher.article.repeats import find_repeats
from watcher.article.roles import Roles, assign_roles, words_of
from watcher.article.sentences import split_sentences

_LIST_MARK = re.compile(r"(?:[-*•●▪◦–—>#]|\(?\d{1,3}[.)])\s{1,8}")
_OWNER = re.compile(
    r"(?:©|\([cC]\)|Copyright|COPYRIGHT)"
    r"(?:[\s,©]|\([cC]\)|(?:19|20)\d\d(?:[-–](?:19|20)?\d\d)?|by )*"
    r"(?P<owner>[A-ZÀ-Þ][^.,;|©\d]{1,60})"
)
_COMPANY = re.compile(
    r"[ ,]+(?:Ltd|Limited|Inc|LLC|plc|PLC|GmbH|AG|SA|AB|AS|ASA|Co|Corp)\.?$|\s*All [Rr]ights.*"
)
_CREDITED = re.compile(
    r"(?:[Ss]ource: ?|[Aa]gency: ?|supplied by |provided by |material from )"
    r"(?P<agency>(?:the )?[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*){0,3})"
)
_CAPTION_DAYS = 4


def understand(draft: Draft, *, article_id: str, format: str, file_time: str | None) -> Article:  # noqa: A002 (the contract's word)
    """Read the words of a draft and make an article of it."""
    roles = assign_roles(draft)
    datelines = _datelines_in(draft.text, roles.blocks)
    dated, dated_from = _date_of(draft, roles, datelines, file_time=file_time)
    paragraphs = _paragraphs_of(draft.text, roles.blocks)
    return Article(
        id=article_id,
        format=format,
        text=draft.text,
        outlet=draft.outlet or _outlet_of(draft.text, roles),
        agency=_agency_of(draft, roles, datelines),
        headline=roles.headline,
        authors=draft.authors or _authors_of(roles),
        published_at=dated,
        published_from=dated_from,
        url=draft.url,
        words=_count_words(draft.text, roles.blocks),
        paragraphs=paragraphs,
        sentences=_sentences_of(draft.text, roles.blocks, datelines),
    )


def _paragraphs_of(text: str, blocks: list[Block]) -> tuple[Paragraph, ...]:
    repeats = find_repeats(
        [text[block.start : block.end] if block.role == "body" else None for block in blocks]
    )
    return tuple(
        Paragraph(
            start=block.start,
            end=block.end,
            role=block.role,
            furniture=block.furniture,
            repeats=repeated,
        )
        for block, repeated in zip(blocks, repeats, strict=True)
    )


def _datelines_in(text: str, blocks: list[Block]) -> dict[int, Dateline]:
    """Read the datelines in front of the first paragraphs of the story."""
    body = [number for number, block in enumerate(blocks) if block.role == "body"][:3]
    read = {
        number: read_dateline(text, start=blocks[number].start, end=blocks[number].end)
        for number in body
    }
    return {number: dateline for number, dateline in read.items() if dateline}


def _sentences_of(
    text: str, blocks: list[Block], datelines: dict[int, Dateline]
) -> tuple[Sentence, ...]:
    found = []
    for number, block in enumerate(blocks):
        if block.role == "furniture":
            continue
        start = datelines[number].end if number in datelines else block.start
        if mark := _LIST_MARK.match(text, start, block.end):
            start = mark.end()
        if block.role in ("headline", "heading"):
            places = [(start, block.end)] if start < block.end else []
        else:
            places = split_sentences(text, start=start, end=block.end)
        found += [Sentence(start=a, end=b, paragraph=number) for a, b in places]
    return tuple(found)


def _count_words(text: str, blocks: list[Block]) -> int:
    return sum(len(text[b.start : b.end].split()) for b in blocks if b.role != "furniture")


def _authors_of(roles: Roles) -> tuple[str, ...]:
    return next((byline.authors for byline in roles.bylines if byline.authors), ())


def _outlet_of(text: str, roles: Roles) -> str | None:
    """Take the outlet that a byline states, else the holder of the copyright."""
    for byline in roles.bylines:
        if byline.outlet:
            return byline.outlet
    for block in roles.blocks:
        if block.furniture == "copyright":
            stated = _OWNER.match(words_of(text, block))
            if stated:
                return _COMPANY.sub("", stated["owner"]).strip() or None
    return None


def _agency_of(draft: Draft, roles: Roles, datelines: dict[int, Dateline]) -> str | None:
    """Take the agency of a dateline, of a byline, of a credit line, or behind the last sentence."""
    for dateline in datelines.values():
        if dateline.agency:
            return one_name(dateline.agency)
    for author in draft.authors or _authors_of(roles):
        if is_agency(author):
            return one_name(author)
    for block in roles.blocks:
        if block.furniture in ("credit", "byline"):
            words = words_of(draft.text, block)[:300]
            known, credited = agency_named(words), _CREDITED.search(words)
            if known or (credited and block.furniture == "credit"):
                return known or (credited["agency"] if credited else None)
    body = [block for block in roles.blocks if block.role == "body"]
    return agency_at_end(words_of(draft.text, body[-1])[-100:]) if body else None


def _date_of(
    draft: Draft, roles: Roles, datelines: dict[int, Dateline], *, file_time: str | None
) -> tuple[str | None, PublishedFrom | None]:
    """Choose the publication time: metadata, then what the text states, then the file's time."""
    written = read_date(draft.dated) if draft.dated else None
    if written and is_possible(written, file_time=file_time):
        return written, "metadata"
    for stated in _dates_stated(draft.text, roles, datelines, file_time=file_time):
        if not is_possible(stated, file_time=file_time):
            continue
        if file_time and len(stated) == 10 and stated == file_time[:10]:
            return file_time, "file"  # the text confirms the day, the file knows the hour
        return stated, "text"
    captioned = _caption_date(draft.text, roles.blocks, file_time=file_time)
    if captioned:
        return captioned, "text"
    return (file_time, "file") if file_time else (None, None)


def _dates_stated(
    text: str, roles: Roles, datelines: dict[int, Dateline], *, file_time: str | None
) -> list[str]:
    """Give the dates of bylines and datelines, those with a time of day first."""
    stated = [byline.dated for byline in roles.bylines if byline.dated]
    for block in roles.blocks:
        if block.furniture in ("section", "notice"):
            dated = read_date(words_of(text, block))
            stated += [dated] if dated else []
    for dateline in datelines.values():
        if not dateline.dated:
            continue
        dated = read_date(dateline.dated)
        if dated is None and file_time:
            dated = read_date_without_year(dateline.dated, around=day_of(file_time))
        stated += [dated] if dated else []
    return sorted(stated, key=lambda dated: len(dated) == 10)


def _caption_date(text: str, blocks: list[Block], *, file_time: str | None) -> str | None:
    """A picture was taken before the story: its day counts unless the file came soon after."""
    for block in blocks[:3]:
        if block.furniture != "caption":
            continue
        taken = read_date(words_of(text, block)[-250:])
        if taken is None or not is_possible(taken, file_time=file_time):
            continue
        taken = taken[:10]
        if file_time is None or _days_between(taken, file_time) > _CAPTION_DAYS:
            return taken
    return None


def _days_between(earlier: str, later: str) -> int:
    first: date = day_of(earlier)
    return (day_of(later) - first).days
