ALTER TABLE report_pieces_begun ADD COLUMN slot text NOT NULL DEFAULT '', ADD COLUMN taker text NOT NULL DEFAULT '';
COMMENT ON COLUMN report_pieces_begun.slot IS 'The form''s field to which the file belongs; empty for reports.';
COMMENT ON COLUMN report_pieces_begun.taker IS 'Which room takes the whole file ("application"); empty for reports.';
