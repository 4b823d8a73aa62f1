-- What stood beside the content of an incoming message, as JSON: whether it was forwarded, the product that it is about, the ad
-- that led to it, and what Meta says went wrong. NULL for the many that bring nothing of it.
ALTER TABLE messages ADD COLUMN came_with TEXT;
