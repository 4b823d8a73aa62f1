-- When Meta last confirmed that the number may be used (connected, resumed, new token), Unix ms: a refusal of before is of no
-- account.
ALTER TABLE numbers ADD COLUMN confirmed_at INTEGER NOT NULL DEFAULT 0;
UPDATE numbers SET confirmed_at = updated_at;
-- When Meta last spoke of its quality, limit, throughput and name, as JSON of Unix ms: webhooks come in any order.
ALTER TABLE numbers ADD COLUMN said_at TEXT;
-- When the access token ends, Unix ms; NULL when it does not, or nobody said so.
ALTER TABLE numbers ADD COLUMN token_expires_at INTEGER;
-- The end of a token that was warned of: it is warned of once.
ALTER TABLE numbers ADD COLUMN expiry_told_for INTEGER;
