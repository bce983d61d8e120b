ALTER TABLE reports ADD COLUMN row_ref text NOT NULL DEFAULT '' CHECK (row_ref ~ '^([0-9]{1,4}/[0-9]{1,5})?$');
COMMENT ON COLUMN reports.row_ref IS 'The row that a complaint about a list means, as "version/number": rows of a published version never change, so it means the same row for ever. Counted from 1.';
COMMENT ON COLUMN reports.notice_row IS 'The same row in words, names masked, or what the reporter wrote instead of choosing one.';
