-- Uploads, addressed by their content.

CREATE TABLE files (
  id text PRIMARY KEY,
  sha256 text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  bytes int NOT NULL,
  public_sha256 text,
  public_bytes int,
  public_type text,
  findings jsonb NOT NULL DEFAULT '[]',
  region_id text NOT NULL REFERENCES regions (id),
  uploaded_by text NOT NULL,
  uploaded_at timestamptz NOT NULL,
  sealed boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE files IS
  'Uploads: the original (encrypted, internal) and its cleaned derivative, both addressed by content. [history]';
COMMENT ON COLUMN files.sealed IS
  'Only the sealed original is kept; the room it belongs to opens it to those who need it and records each look.';
CREATE INDEX files_public ON files (public_sha256);
-- Whether a file is still used is asked by its hash before its bytes are deleted.
CREATE INDEX files_original ON files (sha256);
GRANT SELECT, INSERT ON files TO app;
