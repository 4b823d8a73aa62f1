-- What stops and starts marketing on a number beside the built-in words; null while it has none of its own.
ALTER TABLE numbers ADD COLUMN keywords TEXT;
