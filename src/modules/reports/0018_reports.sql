-- Whether a shown copy is still used is asked by its hash before its bytes are deleted.
CREATE INDEX report_files_shown ON report_files (shown_sha256) WHERE shown_sha256 IS NOT NULL;
CREATE INDEX report_files_poster ON report_files (poster_sha256) WHERE poster_sha256 IS NOT NULL;
CREATE INDEX report_uploads_shown ON report_uploads (shown_sha256) WHERE shown_sha256 IS NOT NULL;
