-- A notice that came off the paper board before its time says why; villagers read it.
ALTER TABLE paper_postings ADD COLUMN short_reason text NOT NULL DEFAULT '';

CREATE OR REPLACE VIEW public_paper_postings AS
SELECT notice_id, place, from_on, to_on, by_name, short_reason
FROM paper_postings;
