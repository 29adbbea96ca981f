"""Holds the values of a subscription against each other and against the topics that there are."""

from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatchcase
from zoneinfo import ZoneInfo

from watcher.config.settings import SubscriptionSettings
from watcher.config.shape import Findings, did_you_mean
from watcher.config.written import Keys
from watcher.events import Definition


def check_subscription(subscription: SubscriptionSettings, keys: Keys, findings: Findings) -> None:
    """Note every value of a subscription that has the right type and yet makes no sense."""
    check_list(subscription.topics, (*keys, "topics"), "topic", findings)
    check_list(subscription.channels, (*keys, "channels"), "channel", findings)
    check_list(subscription.kinds, (*keys, "kinds"), "kind", findings)
    for pattern in sorted(set(subscription.topics)):
        if not _bare(pattern):
            findings.add((*keys, "topics"), f"{pattern!r} names nothing")
    if not _is_timezone(subscription.timezone):
        findings.add(
            (*keys, "timezone"),
            f"{subscription.timezone!r} is not a time zone such as Europe/Kyiv or UTC",
        )
    _check_times(subscription, keys, findings)
    _check_urgent(subscription, keys, findings)


def check_topics(
    subscription: SubscriptionSettings, topics: Iterable[str], keys: Keys, findings: Findings
) -> None:
    """Note every topic that a subscription names and that there is not; tags are not looked at."""
    names = list(topics)
    for pattern in subscription.topics:
        name = pattern.removeprefix("!")
        if name.startswith("#") or not name or _is_met(name, names):
            continue
        findings.add((*keys, "topics"), f"there is no topic {name!r}{did_you_mean(name, names)}")


def check_tags(
    subscription: SubscriptionSettings,
    definitions: Mapping[str, Definition],
    keys: Keys,
    findings: Findings,
) -> None:
    """Note every tag that a subscription names and that no topic has."""
    tags = sorted({tag for definition in definitions.values() for tag in definition.tags})
    for pattern in subscription.topics:
        tag = pattern.removeprefix("!")
        if not tag.startswith("#") or not _bare(pattern):
            continue
        if not _is_met(tag[1:].casefold(), [one.casefold() for one in tags]):
            hint = did_you_mean(tag[1:], tags)
            findings.add((*keys, "topics"), f"no topic has the tag {tag[1:]!r}{hint}")


def check_list(values: tuple[str, ...], keys: Keys, what: str, findings: Findings) -> None:
    """Note a list that names nothing, or something twice."""
    if not values:
        findings.add(keys, f"names no {what}")
    for value in sorted({value for value in values if values.count(value) > 1}):
        findings.add(keys, f"names the {what} {value!r} twice")


def _check_times(subscription: SubscriptionSettings, keys: Keys, findings: Findings) -> None:
    from watcher.digest.pacing import parse_at_most, parse_quiet_hours, parse_wait
    from watcher.digest.schedule import parse_schedule

    texts: tuple[tuple[str, str | None, Callable[[str], object]], ...] = (
        ("schedule", subscription.schedule, parse_schedule),
        ("quiet_hours", subscription.quiet_hours, parse_quiet_hours),
        ("at_most", subscription.at_most, parse_at_most),
        ("group_wait", subscription.group_wait, parse_wait),
    )
    for key, text, parse in texts:
        try:
            if text is not None:
                parse(text)
        except ValueError as error:  # ScheduleError and PacingError are such
            findings.add((*keys, key), str(error))


def _check_urgent(subscription: SubscriptionSettings, keys: Keys, findings: Findings) -> None:
    urgent, place = subscription.urgent, (*keys, "urgent")
    if urgent is None:
        return
    check_list(urgent.kinds, (*place, "kinds"), "kind", findings)
    for kind in urgent.kinds:
        if urgent.kinds != type(urgent)().kinds and kind not in subscription.kinds:
            message = f"{kind!r} is not among the kinds that the subscription asks for"
            findings.add((*place, "kinds"), message)
    if urgent.min_importance == 0 and set(urgent.kinds) == set(type(urgent)().kinds):
        findings.add(place, "makes everything urgent; give it min_importance or kinds")
    if urgent.in_quiet_hours and subscription.quiet_hours is None:
        findings.add((*place, "in_quiet_hours"), "there are no quiet_hours")


def _bare(pattern: str) -> str:
    return pattern.removeprefix("!").removeprefix("#").strip("! ")


def _is_met(pattern: str, names: Iterable[str]) -> bool:
    """Tell whether a name with wildcards stands for something; `*` alone may stand for nothing."""
    return pattern == "*" or any(fnmatchcase(name, pattern) for name in names)


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, LookupError, OSError):
        return False
    return bool(name)
