"""Views: tables folded from the log that can be dropped and folded again."""
