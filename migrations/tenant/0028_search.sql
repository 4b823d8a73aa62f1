-- The words of messages, folded by us, and the ids under which a message, its thread and its person are reached.
CREATE VIRTUAL TABLE message_search USING fts5(ids, words, message_id UNINDEXED, detail = 'full',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
--> statement-breakpoint
-- What is deleted leaves the index for good, and not at some later merge.
INSERT INTO message_search (message_search, rank) VALUES ('secure-delete', 1);
--> statement-breakpoint
-- How far messages from before are filed, newest first: the next one's id is below it. No row when nothing is left.
CREATE TABLE search_backfill (
  id INTEGER PRIMARY KEY,
  before TEXT NOT NULL,
  next_row INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
INSERT INTO search_backfill SELECT 1, 'msg_~', -1 WHERE EXISTS (SELECT 1 FROM messages);
