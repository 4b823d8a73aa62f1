-- Identities under which a person withdrew from marketing and which no contact has any more, by keyed hash: whoever becomes a
-- contact under one of them has withdrawn already. As long as a contact has the identity, the contact's own state says it.
CREATE TABLE withdrawn_identities (
  key_hash TEXT PRIMARY KEY NOT NULL,
  withdrawn_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
