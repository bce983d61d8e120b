ALTER TABLE report_files ADD COLUMN poster_sha256 text, ADD COLUMN unreadable_at timestamptz;
COMMENT ON COLUMN report_files.poster_sha256 IS 'A still of a video, to be seen before it is played.';
COMMENT ON COLUMN report_files.unreadable_at IS 'When it turned out that a voice or video cannot be read; whoever sent it and whoever handles it are told.';
CREATE INDEX report_files_unmade ON report_files (added_at) WHERE kind IN ('voice', 'video') AND shown_sha256 IS NULL AND unreadable_at IS NULL;

CREATE OR REPLACE VIEW public_report_files AS
  SELECT x.id, x.report_id, x.position, x.kind, x.shown_sha256, x.shown_type, x.transcript, x.poster_sha256 FROM report_files x JOIN public_reports r ON r.id = x.report_id AND x.id = ANY(r.file_ids);
