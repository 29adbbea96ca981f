"""Writes the rules of a page's sheet into its elements, for mail programs that drop sheets.

The landlord of css-inline. Nothing is fetched: a page that names a sheet elsewhere does not get it.
"""


def inlined(page: str) -> str:
    """Write the rules into the elements; sheets marked as `data-css-inline="keep"` stay."""
    from css_inline import CSSInliner

    return CSSInliner(load_remote_stylesheets=False, minify_css=True).inline(page)
