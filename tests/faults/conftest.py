"""The same watched folders as in the edge tests."""

from tests.edges.intake.conftest import desk, flat_desk

__all__ = ["desk", "flat_desk"]
