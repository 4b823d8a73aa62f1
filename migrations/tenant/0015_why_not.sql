-- The error code for which Meta refused a message that is tried again: what it waits for until `due_at`.
ALTER TABLE messages ADD COLUMN wait_code TEXT;
--> statement-breakpoint
-- How many of a campaign's messages have failed by which error code of Meta (`unknown` without one), as JSON: their sum is
-- `n_failed`. It moves with the counters, so that a report reads the campaign's row alone.
ALTER TABLE campaigns ADD COLUMN failed_by_code TEXT NOT NULL DEFAULT '{}';
--> statement-breakpoint
UPDATE campaigns SET failed_by_code = (
  SELECT json_group_object(code, n) FROM (
    SELECT coalesce(CAST(m.error->>'$.code' AS TEXT), 'unknown') code, count(*) n FROM messages m
    WHERE m.id BETWEEN campaigns.message_prefix || '0000000' AND campaigns.message_prefix || 'zzzzzzz'
      AND m.state = 'failed' AND (m.skip_reason IS NULL OR m.skip_reason NOT GLOB 'meta_*')
    GROUP BY 1))
WHERE n_failed > 0;
