-- Where an outgoing message was sent from: NULL for here, 'phone' for the business's own phone, which only Meta tells of.
ALTER TABLE messages ADD COLUMN sent_from TEXT CHECK (sent_from IN ('phone'));
--> statement-breakpoint
-- The conversation in which Meta counts an outgoing message, as JSON {id, origin, expires_at}; NULL where no status told one.
ALTER TABLE messages ADD COLUMN meta_conversation TEXT;
--> statement-breakpoint
-- Which messages react to a message, by Meta's id of that one, which may come later or never. Nothing but reactions is in it.
CREATE INDEX messages_reacting ON messages (content ->> 'message_id') WHERE type = 'reaction';
