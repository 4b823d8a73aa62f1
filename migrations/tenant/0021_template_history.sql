-- What became of a template, oldest first: what we did with it and what Meta said of it, with the members that changed as JSON
-- ([{"pointer": "/status", "from": "pending", "to": "approved"}]).
CREATE TABLE template_history (
  template_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  act TEXT NOT NULL CHECK (act IN ('submitted', 'edited', 'told', 'found', 'missing')),
  changes TEXT NOT NULL,
  PRIMARY KEY (template_id, seq)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- Put away by the business: not listed any more. Meta knows nothing of it.
ALTER TABLE templates ADD COLUMN archived_at INTEGER;
