-- What happened, counted by quarter of an hour (`slot`, since 1970) and number ('' for what belongs to none). `seq` is the last
-- event of the ledger that the row counts, so an event that is brought twice counts once.
CREATE TABLE activity (
  slot INTEGER NOT NULL,
  number_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  counts TEXT NOT NULL,
  PRIMARY KEY (slot, number_id)
) STRICT, WITHOUT ROWID;
