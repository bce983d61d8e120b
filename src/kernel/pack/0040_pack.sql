-- What the county's pack said when it was last brought in: what differs from it since was changed in the console.

CREATE TABLE pack_imports (
  id text PRIMARY KEY,
  at timestamptz NOT NULL,
  files jsonb NOT NULL,        -- file → text, as the county would stand by the pack alone
  reverted text[] NOT NULL     -- changes made in the console that were taken back by name
);
COMMENT ON TABLE pack_imports IS
  'Every import of the county''s pack with what it would have made of the county by itself. [history]';
CREATE INDEX pack_imports_at ON pack_imports (at DESC, id DESC);
GRANT SELECT, INSERT ON pack_imports TO app;
