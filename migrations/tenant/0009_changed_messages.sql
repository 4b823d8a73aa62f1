-- A person edits or revokes what they wrote: when they last edited it (Unix ms), the content as it first came (JSON; NULL when it
-- was never edited, or never came), and when they took it back (Unix ms).
ALTER TABLE messages ADD COLUMN edited_at INTEGER;
ALTER TABLE messages ADD COLUMN original TEXT;
ALTER TABLE messages ADD COLUMN revoked_at INTEGER;
