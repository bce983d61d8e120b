-- The trail finds what was done to a person, too: appointed, ended, stood in for.

ALTER TABLE audit_trail ADD COLUMN whom text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN audit_trail.whom IS
  'Persons to whom it was done, where `subject` is the place or matter that it is about. Empty in what is older than this column.';
CREATE INDEX audit_trail_whom ON audit_trail USING gin (whom) WHERE whom <> '{}';
