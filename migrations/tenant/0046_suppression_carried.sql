-- A person on the suppression list stays on it by what is learned of them later: the user id of somebody who was known by their
-- phone, the phone that they move to.
CREATE INDEX suppressions_by_contact ON suppressions (contact_id) WHERE contact_id IS NOT NULL;
--> statement-breakpoint
CREATE TRIGGER identities_join_suppression AFTER INSERT ON identities
WHEN NEW.kind IN ('phone', 'bsuid') AND NEW.key_hash IS NOT NULL
  AND EXISTS (SELECT 1 FROM suppressions s WHERE s.contact_id = NEW.contact_id)
  AND NOT EXISTS (SELECT 1 FROM suppressed_identities i WHERE i.key_hash = NEW.key_hash) BEGIN
  INSERT INTO suppressed_identities (key_hash, suppression_id)
    SELECT NEW.key_hash, min(s.id) FROM suppressions s WHERE s.contact_id = NEW.contact_id;
  UPDATE suppressions SET
    key_hashes = (SELECT json_group_array(x.k) FROM (
      SELECT e.value AS k FROM json_each(suppressions.key_hashes) e UNION SELECT NEW.key_hash) x),
    kinds = (SELECT json_group_array(x.k) FROM (
      SELECT e.value AS k FROM json_each(suppressions.kinds) e UNION SELECT NEW.kind) x)
    WHERE id = (SELECT i.suppression_id FROM suppressed_identities i WHERE i.key_hash = NEW.key_hash);
END;
--> statement-breakpoint
-- The same of whoever comes back: what else they come with, whatever was written first.
CREATE TRIGGER suppressions_join_identities AFTER UPDATE OF contact_id ON suppressions
WHEN NEW.contact_id IS NOT NULL AND NEW.contact_id IS NOT OLD.contact_id BEGIN
  INSERT INTO suppressed_identities (key_hash, suppression_id)
    SELECT i.key_hash, NEW.id FROM identities i
    WHERE i.contact_id = NEW.contact_id AND i.kind IN ('phone', 'bsuid') AND i.key_hash IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM suppressed_identities x WHERE x.key_hash = i.key_hash);
  UPDATE suppressions SET
    key_hashes = (SELECT json_group_array(x.key_hash) FROM (
      SELECT i.key_hash FROM suppressed_identities i JOIN json_each(suppressions.key_hashes) e ON e.value = i.key_hash
      UNION SELECT i.key_hash FROM identities c CROSS JOIN suppressed_identities i ON i.key_hash = c.key_hash
        WHERE c.contact_id = NEW.contact_id AND i.suppression_id = NEW.id) x),
    kinds = (SELECT json_group_array(x.k) FROM (
      SELECT e.value AS k FROM json_each(suppressions.kinds) e
      UNION SELECT c.kind FROM identities c CROSS JOIN suppressed_identities i ON i.key_hash = c.key_hash
        WHERE c.contact_id = NEW.contact_id AND i.suppression_id = NEW.id) x)
    WHERE id = NEW.id;
END;
