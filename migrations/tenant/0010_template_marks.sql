-- What Meta said of a template beside its status, as JSON by subject: Unix ms of Meta's last word on it, and whether a mark is on
-- ("flagged": {"at": 1790000000000, "on": true}). A word that is older than the last one changes nothing.
ALTER TABLE templates ADD COLUMN marks TEXT NOT NULL DEFAULT '{}';
--> statement-breakpoint
-- Marks stood in the place of the status until now, which was `approved` where it could be marked.
UPDATE templates SET marks = json_object(status, json_object('at', updated_at, 'on', json('true'))), status = 'approved'
WHERE status IN ('flagged', 'locked', 'pending_deletion');
