-- Papers that are nobody's to read but those who handle the matter: no cleaned copy lies open, and the general way to files does not lead to them.
ALTER TABLE files ADD COLUMN sealed boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN files.sealed IS 'Only the sealed original is kept; the room it belongs to opens it to those who need it and records each look.';
