-- The ledger outlives a person's erasure, so it tells ids and small facts alone. What Meta sent is archived elsewhere since, for
-- as long as raw webhooks are kept, and what events of earlier versions said of people is taken out.
UPDATE events SET
  changes = NULL,
  body = (
    SELECT json_group_array(json(
      CASE e.value->>'$.type' WHEN 'contact.created'
        THEN json_object('type', 'contact.created', 'data', json_object('contact_id', e.value->>'$.data.id'))
        ELSE json_remove(e.value, '$.data.wamid', '$.data.display_phone_number', '$.data.error.detail', '$.data.error.fbtrace_id')
      END))
    FROM json_each(events.body) e)
WHERE seq > 0;
