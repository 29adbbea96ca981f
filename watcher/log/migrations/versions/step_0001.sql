-- The log. `events` is the truth; `texts` and `letters` hold what events speak of; none of the
-- three is ever changed. `sightings` only remembers which state of a file was taken in.

CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    type TEXT NOT NULL,
    schema INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    cause TEXT,
    data BLOB NOT NULL,
    key TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL,
    UNIQUE (stream, version)
);

CREATE INDEX events_by_type ON events (type);

CREATE INDEX events_by_time ON events (recorded_at);

CREATE TABLE texts (
    article_id TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    reading BLOB NOT NULL,
    sketch BLOB NOT NULL,
    sha256 TEXT NOT NULL
);

CREATE TABLE letters (
    digest_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    message_id TEXT,
    name TEXT NOT NULL,
    content BLOB NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (digest_id, channel, recipient, name)
);

CREATE TABLE sightings (
    path BLOB PRIMARY KEY,
    dev INTEGER NOT NULL,
    ino INTEGER NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL,
    sha256 TEXT,
    article_id TEXT,
    outcome TEXT NOT NULL,
    tries INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX sightings_by_article ON sightings (article_id);

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- A REPLACE deletes without asking the DELETE trigger unless recursive triggers are on, so the
-- guards of INSERT stand on their own. They are one trigger because each one costs an append.
CREATE TRIGGER events_only_follow BEFORE INSERT ON events
WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM events)
    OR EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM events WHERE key = NEW.key)
    OR EXISTS (SELECT 1 FROM events WHERE stream = NEW.stream AND version = NEW.version)
BEGIN
    SELECT RAISE(ABORT, 'an event goes behind the head, and only once');
END;

CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are never changed');
END;

CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are never deleted');
END;

CREATE TRIGGER texts_are_never_replaced BEFORE INSERT ON texts
WHEN EXISTS (SELECT 1 FROM texts WHERE article_id = NEW.article_id)
BEGIN
    SELECT RAISE(ABORT, 'the text is kept already');
END;

CREATE TRIGGER texts_are_never_changed BEFORE UPDATE ON texts
BEGIN
    SELECT RAISE(ABORT, 'texts are never changed');
END;

CREATE TRIGGER texts_are_never_deleted BEFORE DELETE ON texts
BEGIN
    SELECT RAISE(ABORT, 'texts are never deleted');
END;

CREATE TRIGGER letters_are_never_replaced BEFORE INSERT ON letters
WHEN EXISTS (
    SELECT 1 FROM letters
    WHERE digest_id = NEW.digest_id AND channel = NEW.channel
        AND recipient = NEW.recipient AND name = NEW.name
)
BEGIN
    SELECT RAISE(ABORT, 'the letter is kept already');
END;

CREATE TRIGGER letters_are_never_changed BEFORE UPDATE ON letters
BEGIN
    SELECT RAISE(ABORT, 'letters are never changed');
END;

CREATE TRIGGER letters_are_never_deleted BEFORE DELETE ON letters
BEGIN
    SELECT RAISE(ABORT, 'letters are never deleted');
END;
