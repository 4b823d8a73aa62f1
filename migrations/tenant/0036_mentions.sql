-- The notes that name somebody: a row for each name, and none for other notes.
CREATE TABLE note_mentions (
  user_id TEXT NOT NULL,
  note_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  PRIMARY KEY (user_id, note_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO note_mentions (user_id, note_id, conversation_id)
SELECT DISTINCT m.value, n.id, n.conversation_id FROM conversation_notes n, json_each(n.mentions) m;
--> statement-breakpoint
-- Up to which note somebody has seen where they are named.
CREATE TABLE mention_marks (
  user_id TEXT PRIMARY KEY,
  read_up_to TEXT NOT NULL
) STRICT, WITHOUT ROWID;
