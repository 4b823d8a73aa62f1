-- When the business is open: one row at most. `weekly` and `holidays` as they were written; without a zone the workspace's holds.
CREATE TABLE business_hours (
  id INTEGER PRIMARY KEY,
  timezone TEXT,
  weekly TEXT NOT NULL,
  holidays TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
