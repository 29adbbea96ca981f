"""One step a file, each with the SQL that it runs."""
