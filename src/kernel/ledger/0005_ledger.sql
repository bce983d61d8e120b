-- The public log (C2SP tlog-tiles). Order of durability: stage (with the business row, in its transaction) -> commit ->
-- seal (number, tiles, checkpoint in one transaction) -> serve. A crash anywhere leaves either an unnumbered leaf,
-- which the next run seals, or a complete checkpoint.

CREATE TABLE ledger_leaves (
  id text PRIMARY KEY,             -- UUIDv7 of the application
  staged_at timestamptz NOT NULL,  -- leaves are numbered in the order (staged_at, id)
  kind text NOT NULL,              -- as in the entry: publication, correction, withdrawal, ...
  subject_id text NOT NULL,        -- the row this leaf is about (notice version, card, answer)
  entry bytea NOT NULL,            -- canonical JSON (RFC 8785) without personal data; at most 65535 bytes
  leaf_hash bytea NOT NULL,        -- SHA-256(0x00 || entry), RFC 6962
  position bigint                  -- place in the log, from 0; null until sealed
);
COMMENT ON TABLE ledger_leaves IS
  'Entries of the public log; numbered once, never changed or deleted [history except position]';
COMMENT ON COLUMN ledger_leaves.position IS 'Zero-based index in the log; null while waiting to be sealed';
CREATE UNIQUE INDEX ledger_leaves_position ON ledger_leaves (position);
CREATE INDEX ledger_leaves_waiting ON ledger_leaves (staged_at, id) WHERE position IS NULL;
CREATE INDEX ledger_leaves_subject ON ledger_leaves (subject_id);
GRANT SELECT, INSERT, UPDATE (position) ON ledger_leaves TO app;

CREATE TABLE ledger_tiles (
  level integer NOT NULL,  -- 0 holds leaf hashes; each hash of level n+1 is the root of a full tile of level n
  tile_index bigint NOT NULL,
  width integer NOT NULL,  -- 1 to 256 hashes; grows until 256, then never changes
  bytes bytea NOT NULL,    -- width * 32 bytes; narrower partial tiles are its beginnings
  PRIMARY KEY (level, tile_index)
);
COMMENT ON TABLE ledger_tiles IS
  'Hash tiles of the log (c2sp.org/tlog-tiles), only ever extended [history except width, bytes]';
GRANT SELECT, INSERT, UPDATE (width, bytes) ON ledger_tiles TO app;

CREATE TABLE ledger_bundles (
  bundle_index bigint PRIMARY KEY,
  width integer NOT NULL,  -- 1 to 256 entries
  bytes bytea NOT NULL     -- each entry after its length as a big-endian uint16
);
COMMENT ON TABLE ledger_bundles IS
  'Entry bundles of the log (c2sp.org/tlog-tiles), only ever extended [history except width, bytes]';
GRANT SELECT, INSERT, UPDATE (width, bytes) ON ledger_bundles TO app;

CREATE TABLE ledger_checkpoints (
  size bigint PRIMARY KEY,  -- number of leaves
  root bytea NOT NULL,      -- RFC 6962 root over them
  note text NOT NULL,       -- the signed note (c2sp.org/tlog-checkpoint), without cosignatures
  sealed_at timestamptz NOT NULL
);
COMMENT ON TABLE ledger_checkpoints IS 'Every checkpoint the log ever signed; one per size [history]';
GRANT SELECT, INSERT ON ledger_checkpoints TO app;

CREATE TABLE ledger_cosignatures (
  size bigint NOT NULL REFERENCES ledger_checkpoints (size),
  name text NOT NULL,                -- the witness's key name
  key_hash text NOT NULL,            -- its key id, 8 hex digits
  line text NOT NULL,                -- the signature line with its newline, checked before it was stored
  cosigned_at timestamptz NOT NULL,  -- the time inside the cosignature
  added_at timestamptz NOT NULL,
  PRIMARY KEY (size, name, key_hash)
);
COMMENT ON TABLE ledger_cosignatures IS
  'Cosignatures of other institutions'' witnesses (c2sp.org/tlog-cosignature) [history]';
GRANT SELECT, INSERT ON ledger_cosignatures TO app;

-- All of the log is public; what the site serves under /log/ is read through these views.
CREATE VIEW public_ledger_leaves AS
SELECT id, kind, subject_id, entry, leaf_hash, position
FROM ledger_leaves;

CREATE VIEW public_ledger_tiles AS
SELECT level, tile_index, width, bytes
FROM ledger_tiles;

CREATE VIEW public_ledger_bundles AS
SELECT bundle_index, width, bytes
FROM ledger_bundles;

CREATE VIEW public_ledger_checkpoints AS
SELECT size, root, note, sealed_at
FROM ledger_checkpoints;

CREATE VIEW public_ledger_cosignatures AS
SELECT size, name, key_hash, line, cosigned_at
FROM ledger_cosignatures;

GRANT SELECT ON
  public_ledger_leaves, public_ledger_tiles, public_ledger_bundles, public_ledger_checkpoints,
  public_ledger_cosignatures
TO app, web_public;
