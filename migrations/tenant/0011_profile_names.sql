-- Whether a contact's name is the one of the person's own profile: such a one follows the profile. Of older names nobody knows, so
-- they count as the business's.
ALTER TABLE contacts ADD COLUMN profile_named INTEGER NOT NULL DEFAULT 0;
