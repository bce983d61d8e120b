-- What staff upload for an application (a villager's consent, the scan of a signature) before anything names it.
CREATE TABLE application_uploads (
  sha256 text PRIMARY KEY,
  taken_at timestamptz NOT NULL,
  taken_by text NOT NULL
);
COMMENT ON TABLE application_uploads IS 'Uploads of staff that an application or a signature may still name; after the days of a draft the row goes, and with it the bytes that nothing has named.';
CREATE INDEX application_uploads_taken ON application_uploads (taken_at);
CREATE INDEX signatures_scan ON signatures (scan_sha256) WHERE scan_sha256 IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON application_uploads TO app;
