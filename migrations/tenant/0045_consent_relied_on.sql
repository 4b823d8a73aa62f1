-- Which act of consent a contact's state stands on, and which one a marketing message relied on when it was claimed.
ALTER TABLE contacts ADD COLUMN marketing_consent_id TEXT;
--> statement-breakpoint
UPDATE contacts SET marketing_consent_id = (
  SELECT x.id FROM consents x WHERE x.contact_id = contacts.id AND x.action <> 'request' ORDER BY x.seq DESC LIMIT 1)
WHERE marketing <> 'unknown';
--> statement-breakpoint
ALTER TABLE messages ADD COLUMN consent_id TEXT;
--> statement-breakpoint
-- What somebody wrote may be a refusal of marketing: none is sent to them until a person of the business has decided.
ALTER TABLE contacts ADD COLUMN marketing_held_at INTEGER;
--> statement-breakpoint
ALTER TABLE contacts ADD COLUMN marketing_held_by TEXT;
