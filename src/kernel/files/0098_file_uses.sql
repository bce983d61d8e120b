-- Whether a file is still used is asked by its hash before its bytes are deleted.
CREATE INDEX files_original ON files (sha256);
CREATE INDEX report_uploads_sha ON report_uploads (sha256);
CREATE INDEX report_files_sha ON report_files (sha256);
CREATE INDEX report_reply_files_original ON report_reply_files (original_sha256);
CREATE INDEX reports_consent ON reports (consent_file_id) WHERE consent_file_id IS NOT NULL;
