-- Where the refresh token of a session is kept: by a program, or in a cookie of the browser, which is given some leeway when it
-- uses a token twice. Sessions from before are programs'.
ALTER TABLE sessions ADD COLUMN kind TEXT NOT NULL DEFAULT 'token' CHECK (kind IN ('token','cookie'));
