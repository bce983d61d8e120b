-- Going live, lists that a county takes in, papers from before.

CREATE TABLE item_grace (
  region_id text NOT NULL REFERENCES regions (id),
  item_code text NOT NULL,
  starts_on date NOT NULL,
  grace_until date NOT NULL,
  set_by text,
  set_at timestamptz NOT NULL,
  PRIMARY KEY (region_id, item_code),
  CHECK (grace_until >= starts_on)
);
COMMENT ON TABLE item_grace IS
  'Going live per item: in this place and below it the item is owed from starts_on, and nothing of it is due before '
  'grace_until. The nearest row counts.'
  ' [state]';
GRANT SELECT, INSERT, UPDATE, DELETE ON item_grace TO app;

CREATE TABLE lifted_obligations (
  id text PRIMARY KEY,
  region_id text NOT NULL REFERENCES regions (id),
  item_code text NOT NULL,
  item_version int NOT NULL,
  period text NOT NULL,
  stage text NOT NULL DEFAULT '',
  due_on date NOT NULL,
  reason text NOT NULL,
  lifted_by text,
  lifted_at timestamptz NOT NULL
);
COMMENT ON TABLE lifted_obligations IS
  'Obligations that ceased to be owed: the place was merged or dissolved before they were due, or goes live later. '
  'Nothing published and nothing late is ever lifted.'
  ' [history]';
CREATE INDEX lifted_obligations_region ON lifted_obligations (region_id);
GRANT SELECT ON lifted_obligations TO app;

CREATE TABLE imports (
  id text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('villages', 'people', 'items', 'history')),
  file_name text NOT NULL,
  sha256 text NOT NULL,
  region_id text NOT NULL REFERENCES regions (id),
  plan jsonb,
  counts jsonb,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  job_id text,
  done_at timestamptz,
  undone_at timestamptz,
  undone_by text
);
COMMENT ON TABLE imports IS
  'Lists of a county''s own, taken in through the console: the file, which column is what, what came of it, and '
  'whether it was undone.'
  ' [state]';
COMMENT ON COLUMN imports.plan IS 'Sheet, heading row and column of each field, as the person chose.';
GRANT SELECT, INSERT, UPDATE ON imports TO app;

CREATE TABLE import_files (
  import_id text NOT NULL REFERENCES imports (id),
  name text NOT NULL,
  file_id text NOT NULL REFERENCES files (id),
  PRIMARY KEY (import_id, name)
);
COMMENT ON TABLE import_files IS
  'Old papers uploaded beside a list of 历史资料: the list names them by their file names. [state]';
GRANT SELECT, INSERT, UPDATE ON import_files TO app;

CREATE TABLE import_rows (
  import_id text NOT NULL REFERENCES imports (id),
  seq int NOT NULL,
  line int NOT NULL,
  what text NOT NULL,
  row_id text NOT NULL,
  label text NOT NULL,
  made boolean NOT NULL,
  before jsonb,
  after jsonb NOT NULL,
  kept_because text,
  PRIMARY KEY (import_id, seq)
);
COMMENT ON TABLE import_rows IS
  'What an import made or changed, with the values before and after: undo takes back what is still as the import '
  'left it.'
  ' [history except kept_because]';
GRANT SELECT, INSERT, UPDATE (kept_because) ON import_rows TO app;

CREATE TABLE historical_records (
  id text PRIMARY KEY,
  region_id text NOT NULL REFERENCES regions (id),
  path text COLLATE "C" NOT NULL,
  title text NOT NULL,
  original_on date NOT NULL,
  kind text NOT NULL DEFAULT '',
  note text NOT NULL DEFAULT '',
  import_id text REFERENCES imports (id),
  entered_by text NOT NULL,
  entered_at timestamptz NOT NULL
);
COMMENT ON TABLE historical_records IS
  '历史资料: notices from before this platform, with their original dates. Outside the log and outside every count of '
  'punctuality.'
  ' [state]';
CREATE INDEX historical_records_region ON historical_records (region_id, original_on DESC);
GRANT SELECT, INSERT, UPDATE, DELETE ON historical_records TO app;

CREATE TABLE historical_files (
  record_id text NOT NULL REFERENCES historical_records (id) ON DELETE CASCADE,
  position int NOT NULL,
  file_id text NOT NULL REFERENCES files (id),
  PRIMARY KEY (record_id, position)
);
COMMENT ON TABLE historical_files IS 'The papers of a historical record, cleaned like every attachment. [state]';
GRANT SELECT, INSERT, DELETE ON historical_files TO app;

-- Absence is data: the application itself cannot delete an obligation. It can only lift one, which leaves the copy with
-- reason and name.
CREATE FUNCTION lift_obligations(ids text[], why text, who text, lifted timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  INSERT INTO lifted_obligations (
    id, region_id, item_code, item_version, period, stage, due_on, reason, lifted_by, lifted_at
  )
  SELECT id, region_id, item_code, item_version, period, stage, due_on, why, who, lifted
  FROM obligations
  WHERE id = ANY(ids) AND published_at IS NULL;
  DELETE FROM obligations
  WHERE id = ANY(ids) AND published_at IS NULL;
$$;
REVOKE ALL ON FUNCTION lift_obligations(text[], text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lift_obligations(text[], text, text, timestamptz) TO app;

-- A place that an import made by mistake goes whole or not at all: what it owes goes only together with the place
-- itself, and the foreign keys keep a place that anybody has used.
CREATE FUNCTION drop_unused_place(place text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  DELETE FROM obligations
  WHERE region_id = place AND notice_id IS NULL;
  DELETE FROM place_months
  WHERE region_id = place;
  DELETE FROM regions
  WHERE id = place;
$$;
REVOKE ALL ON FUNCTION drop_unused_place(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION drop_unused_place(text) TO app;

CREATE VIEW public_historical_records AS
SELECT h.id, h.region_id, h.path, h.title, h.original_on, h.kind, h.note, h.entered_at
FROM historical_records h
JOIN regions r ON r.id = h.region_id AND NOT r.practice;

CREATE VIEW public_historical_files AS
SELECT h.record_id, h.position, f.public_sha256 AS sha256, f.name, f.public_type AS type, f.public_bytes AS bytes
FROM historical_files h
JOIN files f ON f.id = h.file_id AND f.public_sha256 IS NOT NULL
JOIN public_historical_records p ON p.id = h.record_id;

-- Old papers are downloaded at the same address as every public file. It stands here, not with the notices, because it
-- reads the historical files above.
CREATE VIEW public_files AS
SELECT f.publication_id, f.position, f.sha256, f.name, f.type, f.bytes
FROM publication_files f
JOIN public_notices n ON n.id = f.publication_id
WHERE n.content IS NOT NULL
UNION ALL
SELECT record_id, position, sha256, name, type, bytes
FROM public_historical_files;

GRANT SELECT ON public_historical_records, public_historical_files, public_files TO web_public;
