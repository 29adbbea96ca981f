"""Plain text: the text is the decoded file itself, its paragraphs are found by their lines."""

from watcher.article.decoding import clean, decode, one_line_end
from watcher.article.draft import Draft, Refusal
from watcher.article.layout import paragraphs_of


def read_plain(content: bytes) -> Draft | Refusal:
    """Read a text file."""
    decoded = decode(content)
    if isinstance(decoded, Refusal):
        return decoded
    text = clean(one_line_end(decoded))
    return Draft(text=text, blocks=paragraphs_of(text), has_head=True)
