-- Villagers see where they are signed in, and end it from another telephone.

ALTER TABLE resident_sessions
  ADD COLUMN id text,
  ADD COLUMN device text NOT NULL DEFAULT '';
UPDATE resident_sessions SET id = encode(sha256(token_hash::bytea), 'hex');
ALTER TABLE resident_sessions ALTER COLUMN id SET NOT NULL, ADD CONSTRAINT resident_sessions_id UNIQUE (id);
COMMENT ON COLUMN resident_sessions.id IS 'By which it is named in a form: nothing follows from it.';
COMMENT ON COLUMN resident_sessions.device IS
  'What kind of telephone or computer, in a word, as its browser says; nothing by which it would be known again.';
