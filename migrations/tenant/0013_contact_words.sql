-- The words under which a contact's name is found, folded by `nameWords` of core, as a JSON array; NULL while nobody has filed
-- them. SQL knows neither accents nor the case of letters beyond ASCII, so the names of before are filed by the Worker, a few
-- hundred at a time, when contacts are first looked for.
ALTER TABLE contacts ADD COLUMN name_words TEXT;
--> statement-breakpoint
CREATE INDEX contacts_unfiled ON contacts (id) WHERE name IS NOT NULL AND name_words IS NULL;
--> statement-breakpoint
-- One row for each of them; none of a merged contact.
CREATE TABLE contact_words (
  word TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  PRIMARY KEY (word, contact_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- Phone numbers by their last four digits. By their first ones they are found by the primary key.
CREATE INDEX identities_by_ending ON identities (substr(value, -4), value) WHERE kind = 'phone';
