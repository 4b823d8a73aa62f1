-- What the quick replies of a template say that stop marketing, as a JSON list of texts: the text is all that a tap tells of a button.
ALTER TABLE templates ADD COLUMN opt_out_buttons TEXT NOT NULL DEFAULT '[]';
--> statement-breakpoint
-- The same of templates that were deleted here: people still tap on what they were sent.
CREATE TABLE gone_opt_out_buttons (
  template_id TEXT NOT NULL PRIMARY KEY,
  texts TEXT NOT NULL
) WITHOUT ROWID;
