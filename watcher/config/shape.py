"""Holds a TOML table against the settings types and names every key that does not fit."""

import re
from collections.abc import Iterable
from functools import lru_cache
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin

import msgspec
from msgspec import Struct
from msgspec.structs import FieldInfo, fields

from watcher.config.errors import ConfigError
from watcher.config.written import Keys, Written

T = TypeVar("T", bound=Struct)

_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "datetime": "a time",
    "date": "a date",
    "time": "a time of day",
}
_TYPE_WORD = re.compile(r"`([a-z]+)(?: \| null)?`")
_BOUND = re.compile(r" (>=|<=|>|<) ([\d]+)(?:\.0)?\b")
_BOUNDS = {">=": "of at least", "<=": "of at most", ">": "above", "<": "below"}
_INSIDE = re.compile(r" - at `\$\[(\d+)\]`$")


class _LeftOut:
    """Stands for a value that did not fit, so that the rest can still be checked."""


_LEFT_OUT = _LeftOut()


class Findings:
    """Collects every mistake of one file, each with the line of its key."""

    def __init__(self, written: Written) -> None:
        self.written = written
        self._errors: list[ConfigError] = []

    @property
    def errors(self) -> list[ConfigError]:
        """Give the mistakes in the order of the file."""
        return sorted(self._errors, key=lambda error: error.line or 0)

    def add(self, keys: Keys, message: str, *, line: int | None = None) -> None:
        """Note a mistake at a key; the line is looked up where it is not given."""
        self._errors.append(
            ConfigError(
                message,
                file=self.written.path,
                key=".".join(keys),
                line=line or self.written.line(*keys),
            )
        )


def shaped(table: dict[str, object], kind: type[T], *, findings: Findings) -> T | None:
    """Turn a table into a struct; what does not fit is noted and left out.

    None where too little is left to make one.
    """
    sifted = _sift_struct(table, kind, (), findings)
    if isinstance(sifted, _LeftOut):
        return None
    return msgspec.convert(sifted, kind, dec_hook=_made)


def _sift(value: object, kind: Any, keys: Keys, findings: Findings) -> object:
    if isinstance(kind, type) and issubclass(kind, Struct):
        return _sift_struct(value, kind, keys, findings)
    if isinstance(optional := _optional(kind), type):
        return _sift_struct(value, optional, keys, findings)
    if get_origin(kind) is dict:
        return _sift_dict(value, get_args(kind)[1], keys, findings)
    if _is_choice(kind):
        return _sift_choice(value, get_args(kind), keys, findings)
    return _sift_value(value, kind, keys, findings)


def _sift_struct(value: object, kind: type[Struct], keys: Keys, findings: Findings) -> object:
    if not isinstance(value, dict):
        findings.add(keys, "expected a table")
        return _LEFT_OUT
    known = _fields_of(kind)
    tag = kind.__struct_config__.tag_field
    _note_unknown(value, known, tag, keys, findings)
    kept = {tag: value[tag]} if tag else {}
    for name, field in known.items():
        sifted = _sift_field(value, name, field, keys, findings)
        if not isinstance(sifted, _LeftOut):
            kept[name] = sifted
    missing = any(field.required and name not in kept for name, field in known.items())
    return _LEFT_OUT if missing else kept


@lru_cache(maxsize=64)
def _fields_of(kind: type[Struct]) -> dict[str, FieldInfo]:
    return {field.encode_name: field for field in fields(kind)}


def _sift_field(
    table: dict[str, object], name: str, field: FieldInfo, keys: Keys, findings: Findings
) -> object:
    if name in table:
        return _sift(table[name], field.type, (*keys, name), findings)
    if field.required:
        findings.add((*keys, name), "is missing")
    return _LEFT_OUT


def _note_unknown(
    table: dict[str, object],
    known: dict[str, FieldInfo],
    tag: str | None,
    keys: Keys,
    findings: Findings,
) -> None:
    for name in table:
        if name not in known and name != tag:
            findings.add((*keys, name), f"unknown key{did_you_mean(name, known)}")


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Propose the known name that is nearest to the one that was written."""
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _sift_dict(value: object, kind: Any, keys: Keys, findings: Findings) -> object:
    if not isinstance(value, dict):
        findings.add(keys, "expected a table")
        return _LEFT_OUT
    kept = {name: _sift(inner, kind, (*keys, name), findings) for name, inner in value.items()}
    return {name: inner for name, inner in kept.items() if not isinstance(inner, _LeftOut)}


def _optional(kind: Any) -> type[Struct] | None:
    """Give the struct of a table that may be left out."""
    kinds = get_args(kind) if isinstance(kind, UnionType) else ()
    tables = [one for one in kinds if isinstance(one, type) and issubclass(one, Struct)]
    return tables[0] if len(tables) == 1 and set(kinds) == {*tables, type(None)} else None


def _is_choice(kind: Any) -> bool:
    return isinstance(kind, UnionType) and all(
        isinstance(one, type) and issubclass(one, Struct) for one in get_args(kind)
    )


def _sift_choice(
    value: object, kinds: tuple[type[Struct], ...], keys: Keys, findings: Findings
) -> object:
    if not isinstance(value, dict):
        findings.add(keys, "expected a table")
        return _LEFT_OUT
    by_tag = {str(kind.__struct_config__.tag): kind for kind in kinds}
    tag_field = str(kinds[0].__struct_config__.tag_field)
    chosen = value.get(tag_field)
    if not isinstance(chosen, str) or chosen not in by_tag:
        said = "is missing" if chosen is None else f"{_shown(chosen)} is not known"
        findings.add((*keys, tag_field), f"{said}; it is one of {_listed(by_tag)}")
        return _LEFT_OUT
    return _sift_struct(value, by_tag[chosen], keys, findings)


def _sift_value(value: object, kind: Any, keys: Keys, findings: Findings) -> object:
    try:
        msgspec.convert(value, kind, dec_hook=_made)
    except msgspec.ValidationError as error:
        findings.add(keys, _plain(str(error), value, kind))
        return _LEFT_OUT
    return value


def _plain(message: str, value: object, kind: Any) -> str:
    """Say in words what the decoder says in types."""
    inside = _INSIDE.search(message)
    choices = _choices(kind)
    if choices and "enum" in message:
        wrong = value[int(inside[1])] if inside and isinstance(value, list) else value
        return f"{_shown(wrong)} is not known; it is one of {_listed(choices)}"
    said = _TYPE_WORD.sub(lambda found: _WORDS.get(found[1], found[1]), _INSIDE.sub("", message))
    said = _BOUND.sub(lambda found: f" {_BOUNDS[found[1]]} {found[2]}", said)
    said = said[:1].lower() + said[1:]
    return f"{said} (number {int(inside[1]) + 1} of the list)" if inside else said


def _choices(kind: Any) -> tuple[str, ...]:
    if get_origin(kind) is Literal:
        return get_args(kind)
    return next((_choices(one) for one in get_args(kind) if _choices(one)), ())


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _made(kind: type, written: object) -> object:
    """Make the values that TOML has no type for."""
    if not isinstance(written, str):
        message = "Expected `str`"
        raise ValueError(message)  # noqa: TRY004 - the decoder turns only a ValueError into words
    if not written or not written.isprintable():
        message = "Expected the path of a file or folder"
        raise ValueError(message)
    return kind(written)
