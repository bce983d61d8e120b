ALTER TABLE report_faces ADD COLUMN tokens tsvector;
COMMENT ON COLUMN report_faces.tokens IS 'Search tokens of title and text, without names of people; made by the worker soon after the release.';
CREATE INDEX report_faces_tokens ON report_faces USING gin (tokens);
CREATE INDEX report_faces_unread ON report_faces (at) WHERE shown AND tokens IS NULL;
GRANT UPDATE (tokens) ON report_faces TO app;

CREATE VIEW public_report_search AS
  SELECT r.code, r.path, r.received_at, r.kind, f.title, f.text, f.tokens, g.name AS place
  FROM report_faces f JOIN reports r ON r.id = f.report_id JOIN regions g ON g.id = r.region_id AND NOT g.practice
  WHERE f.shown AND f.tokens IS NOT NULL AND NOT EXISTS (SELECT 1 FROM report_faces x WHERE x.report_id = f.report_id AND x.seq > f.seq);
COMMENT ON VIEW public_report_search IS 'Released reports with their tokens, as the site''s search finds them.';
GRANT SELECT ON public_report_search TO web_public;

ALTER TABLE report_ratings ADD COLUMN supporter_id text REFERENCES report_supporters (id), ADD CHECK (supporter_id IS NULL OR by_party = 'supporter');
COMMENT ON COLUMN report_ratings.supporter_id IS 'Which supporter; each rates an answer once.';
