-- Who is given conversations that nobody has, tried in the order of `place`.
CREATE TABLE assignment_rules (
  id TEXT PRIMARY KEY,
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  conditions TEXT NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('round_robin', 'least_busy', 'user')),
  members TEXT NOT NULL,
  turn INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- Up to which instant the ends of windows were told of, by what is told: Unix ms.
CREATE TABLE window_marks (
  name TEXT PRIMARY KEY,
  told_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
