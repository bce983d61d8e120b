-- The register of the village's seals: asked, approved by somebody else, stamped and photographed.
CREATE TABLE seal_uses (
  id text PRIMARY KEY,
  code text NOT NULL UNIQUE,
  region_id text NOT NULL REFERENCES regions (id),
  path text COLLATE "C" NOT NULL,
  seal text NOT NULL,
  paper text NOT NULL,
  reason text NOT NULL,
  copies int NOT NULL CHECK (copies BETWEEN 1 AND 1000),
  asker_kind text NOT NULL CHECK (asker_kind IN ('villager', 'staff', 'unit')),
  asker_name text NOT NULL,
  asked_at timestamptz NOT NULL,
  asked_by text NOT NULL,
  asked_by_name text NOT NULL,
  asked_by_post text NOT NULL,
  idempotency_key text UNIQUE
);
COMMENT ON TABLE seal_uses IS 'A use of a village seal that was asked for: what is to be stamped, why, by whom asked. Its case (subject kind seal_use) carries approval and stamping.';
COMMENT ON COLUMN seal_uses.asker_name IS 'Shown in public only for units; of villagers and staff who ask for themselves the kind alone.';
CREATE INDEX seal_uses_path ON seal_uses (path, asked_at);
GRANT SELECT, INSERT, UPDATE (path) ON seal_uses TO app;

CREATE TABLE seal_stamps (
  seal_use_id text PRIMARY KEY REFERENCES seal_uses (id),
  stamped_on date NOT NULL,
  keeper_name text NOT NULL,
  keeper_post text NOT NULL,
  approver_name text NOT NULL,
  approver_post text NOT NULL,
  file_id text NOT NULL REFERENCES files (id),
  at timestamptz NOT NULL
);
COMMENT ON TABLE seal_stamps IS 'The seal was used: by which keeper, approved by whom, on which day, with the photo of the register''s sheet (sealed: names of villagers stand on it).';
GRANT SELECT, INSERT ON seal_stamps TO app;

CREATE VIEW public_seal_uses AS
  SELECT u.code, u.region_id, u.path, u.seal, u.paper, u.reason, u.copies, u.asker_kind, CASE WHEN u.asker_kind = 'unit' THEN u.asker_name ELSE '' END AS asker, s.stamped_on, s.keeper_name, s.keeper_post, s.approver_name, s.approver_post, f.sha256 AS sheet_sha256, s.at, l.position AS leaf
  FROM seal_uses u JOIN regions r ON r.id = u.region_id AND NOT r.practice JOIN seal_stamps s ON s.seal_use_id = u.id JOIN files f ON f.id = s.file_id LEFT JOIN ledger_leaves l ON l.subject_id = u.id AND l.kind = 'step';
COMMENT ON VIEW public_seal_uses IS 'Seals that were used; no villager is named.';
GRANT SELECT ON public_seal_uses TO web_public;
