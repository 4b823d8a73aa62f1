-- Who had an outgoing message sent: a user, an API key or an automation, by id. NULL for a campaign's, the phone's and older ones.
ALTER TABLE messages ADD COLUMN author TEXT;
