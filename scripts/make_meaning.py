"""Makes watcher/language/meaning.txt and meaning.bin from published vectors of words.

    python scripts/make_meaning.py VECTORS

VECTORS is a text of one word a line, the most frequent first, each followed by its numbers, such as
the GloVe vectors of Wikipedia 2014 and Gigaword 5 with 100 dimensions (Pennington, Socher and
Manning, "GloVe: Global Vectors for Word Representation", 2014; public domain, PDDL 1.0). Words are
brought into the form in which the program compares them; forms of one word share a vector. What all
words have in common is taken out (the mean and two directions: Mu and Viswanath, "All-but-the-Top",
2018), and 64 directions are kept, one signed byte each. Needs numpy.
"""

import sys
from pathlib import Path

import numpy as np

from watcher.article.tokens import STOP, tokenize
from watcher.topic.phrases import key_of

WORDS, DIMENSIONS, COMMON, FORMS = 30_000, 64, 2, 3
OUT = Path(__file__).parent.parent / "watcher/language"


def read(path):
    """Give the first words of letters alone, and their vectors."""
    words, rows = [], []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            word, *numbers = line.split()
            if word.isalpha() and word.isascii() and len(word) > 1:
                words.append(word)
                rows.append(np.asarray(numbers, np.float32))
            if len(words) == WORDS:
                break
    return words, np.asarray(rows)


def reduced(rows):
    """Take out what is common to all, and keep the directions in which words differ most."""
    rows = rows - rows.mean(0)
    directions = np.linalg.svd(rows, full_matrices=False)[2]
    rows = rows @ directions[COMMON:].T
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    directions = np.linalg.svd(rows, full_matrices=False)[2]
    rows = rows @ directions[:DIMENSIONS].T
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def by_key(words, rows):
    """Join the forms of a word; the more frequent weighs more."""
    found = {}
    for number, word in enumerate(words):
        tokens = tokenize(word)
        if len(tokens) == 1 and tokens[0].fold not in STOP:
            found.setdefault(key_of(tokens[0]), []).append(number)
    keys, joined = list(found), []
    for numbers in found.values():
        some = numbers[:FORMS]
        row = sum(rows[number] / (place + 1) for place, number in enumerate(some))
        joined.append(row / np.linalg.norm(row))
    return keys, np.asarray(joined)


def main():
    """Write the two files."""
    words, rows = read(Path(sys.argv[1]))
    keys, rows = by_key(words, reduced(rows))
    bytes_ = np.clip(np.round(rows * 250), -127, 127).astype(np.int8)
    (OUT / "meaning.txt").write_text("".join(f"{key}\n" for key in keys), encoding="utf-8")
    (OUT / "meaning.bin").write_bytes(bytes_.tobytes())
    print(len(keys), "words,", bytes_.nbytes, "bytes; cut off:", int((abs(rows * 250) > 127).sum()))


if __name__ == "__main__":
    main()
