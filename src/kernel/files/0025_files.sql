-- What staff uploaded to be named by hash (a consent, a proof, a scan of a signature), and who: nobody may name another's paper.
-- It takes the place of the services' own list.
CREATE TABLE paper_uploads (
  sha256 text NOT NULL,
  taken_by text NOT NULL,
  taken_at timestamptz NOT NULL,
  PRIMARY KEY (sha256, taken_by)
);
COMMENT ON TABLE paper_uploads IS
  'Uploads of staff that a case, an application or a signature may still name; after some days the row goes, and with it '
  'the bytes that nothing has named.'
  ' [transient]';
CREATE INDEX paper_uploads_taken ON paper_uploads (taken_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON paper_uploads TO app;
INSERT INTO paper_uploads (sha256, taken_by, taken_at) SELECT sha256, taken_by, taken_at FROM application_uploads;
DROP TABLE application_uploads;
