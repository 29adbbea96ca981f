"""Writes the rules of a page's sheet into its elements, for mail programs that drop sheets.

The landlord of css-inline. Nothing is fetched: a page that names a sheet elsewhere does not get it.
"""

import re

_KEPT = re.compile(r'(<style\b[^>]*?) data-css-inline="keep"')


def inlined(page: str) -> str:
    """Write the rules into the elements; sheets marked as `data-css-inline="keep"` stay."""
    from css_inline import CSSInliner

    laid_out = CSSInliner(load_remote_stylesheets=False, minify_css=True).inline(page)
    return _KEPT.sub(r"\1", laid_out)
