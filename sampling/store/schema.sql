-- The inspection file. The journal is the truth; everything from `reader` down is what it folds to,
-- and can be rebuilt from it and from `content`.

CREATE TABLE journal (
    event_id      TEXT PRIMARY KEY,
    stream        TEXT NOT NULL,
    seq           INTEGER NOT NULL CHECK (seq > 0),
    counter       INTEGER NOT NULL CHECK (counter > 0),
    at            TEXT NOT NULL,
    reader        TEXT NOT NULL,
    kind          TEXT NOT NULL,
    payload       TEXT NOT NULL,
    payload_hash  TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash          TEXT NOT NULL,
    UNIQUE (stream, seq)
) STRICT;
CREATE INDEX journal_order ON journal (counter, stream, seq);
CREATE INDEX journal_reader ON journal (reader, counter);

-- What an event is about; derived from the journal.
CREATE TABLE event_subject (
    subject  TEXT NOT NULL,
    event_id TEXT NOT NULL REFERENCES journal (event_id),
    PRIMARY KEY (subject, event_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append only');
END;
-- REPLACE removes rows without asking the trigger above.
CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal
WHEN EXISTS (
    SELECT 1 FROM journal WHERE event_id = NEW.event_id OR (stream = NEW.stream AND seq = NEW.seq)
)
BEGIN
    SELECT RAISE(ABORT, 'the journal is append only');
END;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
WHEN NOT (
    NEW.payload = ''
    AND NEW.event_id = OLD.event_id AND NEW.stream = OLD.stream AND NEW.seq = OLD.seq
    AND NEW.counter = OLD.counter AND NEW.at = OLD.at AND NEW.reader = OLD.reader
    AND NEW.kind = OLD.kind AND NEW.payload_hash = OLD.payload_hash
    AND NEW.previous_hash = OLD.previous_hash AND NEW.hash = OLD.hash
    AND EXISTS (
        SELECT 1 FROM journal AS r
        WHERE r.kind = 'redact' AND json_extract(r.payload, '$.event') = OLD.event_id
    )
)
BEGIN
    SELECT RAISE(ABORT, 'the journal is append only');
END;

-- Frozen frames, selections and case material, each under its SHA-256.
CREATE TABLE content (
    sha256 TEXT PRIMARY KEY,
    kind   TEXT NOT NULL,
    body   TEXT NOT NULL
) STRICT;
CREATE TRIGGER content_no_replace BEFORE INSERT ON content
WHEN EXISTS (SELECT 1 FROM content WHERE sha256 = NEW.sha256)
BEGIN
    SELECT RAISE(IGNORE);
END;
CREATE TRIGGER content_no_update BEFORE UPDATE ON content
BEGIN
    SELECT RAISE(ABORT, 'content is known by its digest and never changed');
END;

-- Text being typed, and where each reader was: never in the journal.
CREATE TABLE draft (
    reader  TEXT NOT NULL,
    case_id TEXT NOT NULL,
    field   TEXT NOT NULL,
    text    TEXT NOT NULL,
    at      TEXT NOT NULL,
    PRIMARY KEY (reader, case_id, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE place (
    reader TEXT PRIMARY KEY,
    value  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE holder (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    name  TEXT NOT NULL,
    host  TEXT NOT NULL,
    pid   INTEGER NOT NULL,
    since TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE reader (
    reader    TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    simulated INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
-- The text of a frame is kept out of hand-outs, so that its digest may stand here alone.
CREATE TABLE frame (
    area      TEXT PRIMARY KEY,
    sha256    TEXT NOT NULL,
    size      INTEGER NOT NULL,
    frozen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE draw (
    draw             TEXT PRIMARY KEY,
    area             TEXT NOT NULL,
    design           TEXT NOT NULL,
    seed             TEXT NOT NULL,
    n                INTEGER NOT NULL,
    first_n          INTEGER NOT NULL,
    reserve          INTEGER NOT NULL,
    frame_sha256     TEXT NOT NULL,
    frame_size       INTEGER NOT NULL,
    selection_sha256 TEXT NOT NULL REFERENCES content (sha256),
    materials_sha256 TEXT NOT NULL,
    witnessed        INTEGER NOT NULL,
    drawn_at         TEXT NOT NULL,
    extended         INTEGER NOT NULL,
    extended_after   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE removal (
    draw      TEXT NOT NULL,
    child     TEXT NOT NULL,
    reason    TEXT NOT NULL,
    kind      TEXT NOT NULL,
    agreed_by TEXT NOT NULL,
    reader    TEXT NOT NULL,
    at        TEXT NOT NULL,
    PRIMARY KEY (draw, child)
) STRICT, WITHOUT ROWID;
CREATE TABLE target (
    area             TEXT NOT NULL,
    child            TEXT NOT NULL,
    because          TEXT NOT NULL,
    materials_sha256 TEXT NOT NULL,
    reader           TEXT NOT NULL,
    at               TEXT NOT NULL,
    PRIMARY KEY (area, child)
) STRICT, WITHOUT ROWID;
CREATE TABLE counted_draw (
    area    TEXT PRIMARY KEY,
    draw    TEXT NOT NULL,
    because TEXT NOT NULL,
    reader  TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE drawn_case (
    case_id  TEXT NOT NULL,
    draw     TEXT NOT NULL,
    area     TEXT NOT NULL,
    child    TEXT NOT NULL,
    stratum  TEXT NOT NULL,
    ticket   TEXT NOT NULL,
    place    INTEGER NOT NULL,
    role     TEXT NOT NULL,
    replaces TEXT NOT NULL,
    PRIMARY KEY (draw, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX drawn_case_case ON drawn_case (case_id);
CREATE INDEX drawn_case_order ON drawn_case (area, role, stratum, place);
CREATE TABLE material (
    case_id TEXT PRIMARY KEY,
    sha256  TEXT NOT NULL REFERENCES content (sha256)
) STRICT, WITHOUT ROWID;
CREATE TABLE supplied_document (
    child  TEXT NOT NULL,
    place  INTEGER NOT NULL,
    sha256 TEXT NOT NULL REFERENCES content (sha256),
    PRIMARY KEY (child, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding (
    reader       TEXT NOT NULL,
    case_id      TEXT NOT NULL,
    criterion    TEXT NOT NULL,
    rating       TEXT,
    evidence     TEXT NOT NULL,
    citations    TEXT NOT NULL,
    first_at     TEXT NOT NULL,
    changed_at   TEXT NOT NULL,
    after_seeing INTEGER NOT NULL,
    PRIMARY KEY (case_id, reader, criterion)
) STRICT, WITHOUT ROWID;
CREATE TABLE case_rating (
    reader       TEXT NOT NULL,
    case_id      TEXT NOT NULL,
    rating       TEXT,
    evidence     TEXT NOT NULL,
    citations    TEXT NOT NULL,
    first_at     TEXT NOT NULL,
    changed_at   TEXT NOT NULL,
    after_seeing INTEGER NOT NULL,
    PRIMARY KEY (case_id, reader)
) STRICT, WITHOUT ROWID;
CREATE TABLE reading (
    reader          TEXT NOT NULL,
    case_id         TEXT NOT NULL,
    state           TEXT NOT NULL,
    at              TEXT NOT NULL,
    because         TEXT NOT NULL,
    times_completed INTEGER NOT NULL,
    PRIMARY KEY (case_id, reader)
) STRICT, WITHOUT ROWID;
CREATE TABLE time_spent (
    reader  TEXT NOT NULL,
    case_id TEXT NOT NULL,
    seconds INTEGER NOT NULL,
    PRIMARY KEY (case_id, reader)
) STRICT, WITHOUT ROWID;
CREATE TABLE assignment (
    case_id TEXT PRIMARY KEY,
    reader  TEXT NOT NULL,
    also    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE entry (
    entry_id TEXT PRIMARY KEY,
    case_id  TEXT NOT NULL,
    reader   TEXT NOT NULL,
    day      TEXT,
    kind     TEXT NOT NULL,
    location TEXT NOT NULL,
    text     TEXT NOT NULL,
    at       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_case ON entry (case_id);
CREATE TABLE query (
    query_id  TEXT PRIMARY KEY,
    case_id   TEXT NOT NULL,
    criterion TEXT NOT NULL,
    reader    TEXT NOT NULL,
    text      TEXT NOT NULL,
    state     TEXT NOT NULL,
    answer    TEXT NOT NULL,
    at        TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX query_case ON query (case_id);
CREATE TABLE concern (
    concern_id  TEXT PRIMARY KEY,
    case_id     TEXT NOT NULL,
    reader      TEXT NOT NULL,
    level       TEXT NOT NULL,
    text        TEXT NOT NULL,
    raised_to   TEXT NOT NULL,
    raised_at   TEXT NOT NULL,
    response    TEXT NOT NULL,
    response_at TEXT NOT NULL,
    satisfied   INTEGER,
    state       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX concern_case ON concern (case_id);
CREATE TABLE judgement (
    judgement     TEXT PRIMARY KEY,
    grade         TEXT NOT NULL,
    because       TEXT NOT NULL,
    reader        TEXT NOT NULL,
    at            TEXT NOT NULL,
    indication    TEXT NOT NULL,
    outside       INTEGER NOT NULL,
    completed     INTEGER NOT NULL,
    times_changed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE session (
    session    TEXT PRIMARY KEY,
    key_sha256 TEXT NOT NULL,
    minutes    INTEGER NOT NULL,
    readers    TEXT NOT NULL,
    shared     INTEGER NOT NULL,
    own        INTEGER NOT NULL,
    reader     TEXT NOT NULL,
    at         TEXT NOT NULL,
    debrief    TEXT NOT NULL CHECK (debrief IN ('closed', 'open')),
    opened_by  TEXT NOT NULL,
    opened_at  TEXT NOT NULL,
    keyed      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE line_of_enquiry (
    enquiry_id   TEXT PRIMARY KEY,
    question     TEXT NOT NULL,
    start        TEXT NOT NULL,
    source       TEXT NOT NULL,
    case_id      TEXT NOT NULL,
    criterion    TEXT NOT NULL,
    judgement    TEXT NOT NULL,
    reader       TEXT NOT NULL,
    at           TEXT NOT NULL,
    conclusion   TEXT NOT NULL,
    concluded_by TEXT NOT NULL,
    concluded_at TEXT NOT NULL,
    state        TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE enquiry_evidence (
    evidence_id TEXT PRIMARY KEY,
    enquiry_id  TEXT NOT NULL,
    step        TEXT NOT NULL,
    level       TEXT NOT NULL,
    kind        TEXT NOT NULL,
    case_id     TEXT NOT NULL,
    criterion   TEXT NOT NULL,
    found_by    TEXT NOT NULL,
    source      TEXT NOT NULL,
    text        TEXT NOT NULL,
    reader      TEXT NOT NULL,
    at          TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX enquiry_evidence_enquiry ON enquiry_evidence (enquiry_id);
CREATE TABLE improvement (
    improvement_id TEXT PRIMARY KEY,
    purpose        TEXT NOT NULL,
    text           TEXT NOT NULL,
    area           TEXT NOT NULL,
    criterion      TEXT NOT NULL,
    findings       TEXT NOT NULL,
    enquiry_id     TEXT NOT NULL,
    aim            TEXT NOT NULL,
    place          REAL NOT NULL,
    drafted        INTEGER NOT NULL,
    reader         TEXT NOT NULL,
    at             TEXT NOT NULL,
    changed_at     TEXT NOT NULL,
    state          TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE agreed_finding (
    case_id   TEXT NOT NULL,
    criterion TEXT NOT NULL,
    rating    TEXT NOT NULL,
    because   TEXT NOT NULL,
    found     TEXT NOT NULL,
    reader    TEXT NOT NULL,
    at        TEXT NOT NULL,
    PRIMARY KEY (case_id, criterion)
) STRICT, WITHOUT ROWID;
CREATE TABLE audit_grade (
    case_id TEXT PRIMARY KEY,
    grade   TEXT NOT NULL,
    source  TEXT NOT NULL,
    reader  TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
