-- Where a rule's text was read and whether it was the text itself; and what the public's connection needs to see which law binds.

ALTER TABLE rules ADD COLUMN source text NOT NULL DEFAULT '';
ALTER TABLE rules ADD COLUMN checked boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN rules.source IS 'Where the text was read, for rows of provinces.';
COMMENT ON COLUMN rules.checked IS 'Whether the text itself was read; false: only others'' words of it (未核对).';
COMMENT ON TABLE rules IS
  'Law and county numbers as rows: of the county''s own rows the newest in force counts, unless a law row (of the nation or '
  'of the county''s province, set by nobody) is stricter.'
  ' [history]';

CREATE OR REPLACE VIEW public_rules AS
SELECT code, name, value, unit, citation, article, jurisdiction, kind, effective_from, effective_to, note, starts, ends,
  floor, ceiling, source, checked, kind = 'law' AND set_by IS NULL AS law, set_at
FROM rules;
