-- Who asked to connect a pending number, and how, as JSON: whoever finishes the connection after a crash does it in that name.
-- NULL once the number is connected or given up.
ALTER TABLE numbers ADD COLUMN pending_act TEXT;
