-- Messages that wait for their instant; no other message pays for the index.
CREATE INDEX messages_scheduled ON messages (due_at) WHERE state = 'scheduled';
--> statement-breakpoint
-- What was asked for, so that it is decided on anew when its time has come.
CREATE TABLE scheduled_messages (
  message_id TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  late_max_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
