ALTER TABLE concern ADD COLUMN criterion TEXT NOT NULL DEFAULT '';
ALTER TABLE concern ADD COLUMN citations TEXT NOT NULL DEFAULT '';
CREATE TABLE merged_strata (
    draw    TEXT PRIMARY KEY,
    merged  INTEGER NOT NULL,
    because TEXT NOT NULL,
    reader  TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
