-- What a team says among itself of a person, apart from what was said in any one conversation.
CREATE TABLE contact_notes (
  contact_id TEXT NOT NULL,
  id TEXT NOT NULL,
  author TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  edited_at INTEGER,
  PRIMARY KEY (contact_id, id)
) WITHOUT ROWID;
