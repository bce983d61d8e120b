-- Copies that can be shown or played are sealed like the originals: most are for the handlers alone. Those of before are moved by a round.
ALTER TABLE report_files ADD COLUMN copies_sealed boolean NOT NULL DEFAULT false;
ALTER TABLE report_files ALTER COLUMN copies_sealed SET DEFAULT true;
COMMENT ON COLUMN report_files.copies_sealed IS 'False while its copies still lie open, as versions before this one kept them.';
CREATE INDEX report_files_open ON report_files (id) WHERE NOT copies_sealed;
GRANT UPDATE (copies_sealed) ON report_files TO app;
COMMENT ON TABLE report_files IS
  'Pictures, voice, video and papers of a report: the original sealed, beside it what can be shown or played '
  'everywhere.'
  ' [history except shown_sha256, shown_type, poster_sha256, unreadable_at, transcript, transcript_by, copies_sealed]';
