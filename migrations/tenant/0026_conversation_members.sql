-- What a team makes of a conversation.
ALTER TABLE conversations ADD COLUMN assignee TEXT;
--> statement-breakpoint
ALTER TABLE conversations ADD COLUMN priority TEXT NOT NULL DEFAULT 'normal' CHECK (priority IN ('low', 'normal', 'high', 'urgent'));
--> statement-breakpoint
ALTER TABLE conversations ADD COLUMN snoozed_until INTEGER;
--> statement-breakpoint
ALTER TABLE conversations ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
--> statement-breakpoint
-- The tags as they are compared, each between line breaks; NULL when there are none. The index holds it, so it is one text.
ALTER TABLE conversations ADD COLUMN tag_keys TEXT;
--> statement-breakpoint
-- Until when automations keep still; NULL when they may act.
ALTER TABLE conversations ADD COLUMN bot_muted_until INTEGER;
--> statement-breakpoint
-- It takes the place of the index before: every message rewrites it anyway, so that it costs no row more.
CREATE INDEX conversations_views ON conversations
  (has_written, last_at, id, status, unread, last_inbound_at, number_id, merged_into, assignee, priority, tag_keys);
--> statement-breakpoint
DROP INDEX conversations_inbox;
--> statement-breakpoint
-- Only what is snoozed costs a row here.
CREATE INDEX conversations_snoozed ON conversations (snoozed_until) WHERE snoozed_until IS NOT NULL;
--> statement-breakpoint
-- The views of the inbox that a conversation is in.
ALTER TABLE conversations ADD COLUMN in_all INTEGER GENERATED ALWAYS AS (merged_into IS NULL) VIRTUAL;
--> statement-breakpoint
ALTER TABLE conversations ADD COLUMN in_written INTEGER GENERATED ALWAYS AS (merged_into IS NULL AND last_inbound_at IS NOT NULL) VIRTUAL;
--> statement-breakpoint
ALTER TABLE conversations ADD COLUMN in_open INTEGER GENERATED ALWAYS AS (merged_into IS NULL AND last_inbound_at IS NOT NULL AND status = 'open') VIRTUAL;
--> statement-breakpoint
ALTER TABLE conversations ADD COLUMN in_unread INTEGER GENERATED ALWAYS AS (merged_into IS NULL AND unread > 0) VIRTUAL;
--> statement-breakpoint
ALTER TABLE conversations ADD COLUMN in_needs_reply INTEGER GENERATED ALWAYS AS
  (merged_into IS NULL AND status = 'open' AND last_inbound_at IS NOT NULL AND last_inbound_at >= last_at) VIRTUAL;
--> statement-breakpoint
-- How many conversations each view holds, by number and assignee ('' for nobody). The triggers keep it: whoever moves a
-- conversation from one view to another writes one row here, and who moves it within its views writes none.
CREATE TABLE conversation_counts (
  number_id TEXT NOT NULL,
  assignee TEXT NOT NULL,
  n_all INTEGER NOT NULL,
  n_written INTEGER NOT NULL,
  n_open INTEGER NOT NULL,
  n_unread INTEGER NOT NULL,
  n_needs_reply INTEGER NOT NULL,
  PRIMARY KEY (number_id, assignee)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO conversation_counts
SELECT number_id, '', sum(in_all), sum(in_written), sum(in_open), sum(in_unread), sum(in_needs_reply)
FROM conversations GROUP BY number_id;
--> statement-breakpoint
CREATE TRIGGER conversations_come AFTER INSERT ON conversations WHEN NEW.in_all BEGIN
  INSERT INTO conversation_counts VALUES (NEW.number_id, coalesce(NEW.assignee, ''),
    NEW.in_all, NEW.in_written, NEW.in_open, NEW.in_unread, NEW.in_needs_reply)
  ON CONFLICT (number_id, assignee) DO UPDATE SET n_all = n_all + excluded.n_all, n_written = n_written + excluded.n_written,
    n_open = n_open + excluded.n_open, n_unread = n_unread + excluded.n_unread, n_needs_reply = n_needs_reply + excluded.n_needs_reply;
END;
--> statement-breakpoint
CREATE TRIGGER conversations_go AFTER DELETE ON conversations WHEN OLD.in_all BEGIN
  UPDATE conversation_counts SET n_all = n_all - OLD.in_all, n_written = n_written - OLD.in_written,
    n_open = n_open - OLD.in_open, n_unread = n_unread - OLD.in_unread, n_needs_reply = n_needs_reply - OLD.in_needs_reply
  WHERE number_id = OLD.number_id AND assignee = coalesce(OLD.assignee, '');
END;
--> statement-breakpoint
CREATE TRIGGER conversations_move AFTER UPDATE OF status, unread, last_at, last_inbound_at, merged_into ON conversations
WHEN NEW.assignee IS OLD.assignee AND (NEW.in_all, NEW.in_written, NEW.in_open, NEW.in_unread, NEW.in_needs_reply)
  <> (OLD.in_all, OLD.in_written, OLD.in_open, OLD.in_unread, OLD.in_needs_reply) BEGIN
  UPDATE conversation_counts SET n_all = n_all + NEW.in_all - OLD.in_all, n_written = n_written + NEW.in_written - OLD.in_written,
    n_open = n_open + NEW.in_open - OLD.in_open, n_unread = n_unread + NEW.in_unread - OLD.in_unread,
    n_needs_reply = n_needs_reply + NEW.in_needs_reply - OLD.in_needs_reply
  WHERE number_id = NEW.number_id AND assignee = coalesce(NEW.assignee, '');
END;
--> statement-breakpoint
CREATE TRIGGER conversations_reassigned AFTER UPDATE OF assignee ON conversations WHEN NEW.assignee IS NOT OLD.assignee BEGIN
  UPDATE conversation_counts SET n_all = n_all - OLD.in_all, n_written = n_written - OLD.in_written,
    n_open = n_open - OLD.in_open, n_unread = n_unread - OLD.in_unread, n_needs_reply = n_needs_reply - OLD.in_needs_reply
  WHERE number_id = OLD.number_id AND assignee = coalesce(OLD.assignee, '');
  INSERT INTO conversation_counts VALUES (NEW.number_id, coalesce(NEW.assignee, ''),
    NEW.in_all, NEW.in_written, NEW.in_open, NEW.in_unread, NEW.in_needs_reply)
  ON CONFLICT (number_id, assignee) DO UPDATE SET n_all = n_all + excluded.n_all, n_written = n_written + excluded.n_written,
    n_open = n_open + excluded.n_open, n_unread = n_unread + excluded.n_unread, n_needs_reply = n_needs_reply + excluded.n_needs_reply;
END;
--> statement-breakpoint
-- What a team says among itself about a conversation.
CREATE TABLE conversation_notes (
  conversation_id TEXT NOT NULL,
  id TEXT NOT NULL,
  author TEXT NOT NULL,
  text TEXT NOT NULL,
  mentions TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  edited_at INTEGER,
  PRIMARY KEY (conversation_id, id)
) STRICT, WITHOUT ROWID;
