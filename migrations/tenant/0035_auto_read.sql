-- When the person of a conversation is told that what they wrote was read.
ALTER TABLE numbers ADD COLUMN auto_read TEXT NOT NULL DEFAULT 'never' CHECK (auto_read IN ('never', 'on_open', 'on_reply'));
