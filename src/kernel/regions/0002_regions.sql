-- Places and bodies that publish, and what became of them. A place that moves takes its path along, in every table that
-- carries it: hence UPDATE (path) on so many of them.

CREATE TABLE regions (
  id text PRIMARY KEY,
  parent_id text REFERENCES regions (id),
  code text NOT NULL UNIQUE,
  level text NOT NULL CHECK (level IN ('city', 'county', 'township', 'village', 'group', 'bureau')),
  kind text NOT NULL DEFAULT '',
  name text NOT NULL,
  full_name text NOT NULL,
  slug text NOT NULL UNIQUE,
  stat_code text,
  path text COLLATE "C" NOT NULL UNIQUE,
  households int,
  population int,
  lng double precision,
  lat double precision,
  phone text NOT NULL DEFAULT '',
  duty text NOT NULL DEFAULT '',
  chain text NOT NULL DEFAULT '',
  practice boolean NOT NULL DEFAULT false,
  goes_live_on date NOT NULL,
  grace_until date NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  pinyin text NOT NULL DEFAULT '',
  initials text NOT NULL DEFAULT ''
);
COMMENT ON TABLE regions IS
  'Places and bodies that publish: the tree of county, townships, villages and groups, and the bureaux below their '
  'county. Ids and slugs never change; names, codes and parents may, with dates in region_changes.'
  ' [state]';
COMMENT ON COLUMN regions.path IS
  'Codes from the root, each ended by a dot: a subtree is a range, path >= p AND path < p with the last dot replaced '
  'by a slash.';
COMMENT ON COLUMN regions.chain IS 'Chain of hands used where an item says jiedong; empty = the item''s own.';
COMMENT ON COLUMN regions.practice IS 'A practice place: outside public pages, counts and the log.';
CREATE INDEX regions_parent ON regions (parent_id);
CREATE INDEX regions_initials ON regions (initials text_pattern_ops);
-- Places are looked up by name wherever somebody types one in front of what is searched.
CREATE INDEX regions_name ON regions (name);
CREATE INDEX regions_pinyin ON regions (pinyin text_pattern_ops);
GRANT SELECT, INSERT, UPDATE ON regions TO app;

CREATE TABLE region_changes (
  id text PRIMARY KEY,
  region_id text NOT NULL REFERENCES regions (id),
  kind text NOT NULL CHECK (kind IN ('renamed', 'merged', 'split', 'moved', 'dissolved', 'recoded')),
  on_date date NOT NULL,
  before text NOT NULL DEFAULT '',
  after text NOT NULL DEFAULT '',
  other_region_id text REFERENCES regions (id),
  note text NOT NULL DEFAULT '',
  made_by text,
  made_at timestamptz NOT NULL
);
COMMENT ON TABLE region_changes IS
  'What became of a place and when: renamed, merged into another, split off, moved. Old pages keep their address and '
  'say so.'
  ' [history]';
CREATE INDEX region_changes_region ON region_changes (region_id, on_date);
GRANT SELECT, INSERT ON region_changes TO app;

CREATE VIEW public_regions AS
SELECT id, parent_id, level, kind, name, full_name, slug, stat_code, path, households, population, lng, lat, phone,
  duty, goes_live_on, grace_until, valid_from, valid_to, pinyin, initials
FROM regions
WHERE NOT practice;

CREATE VIEW public_region_changes AS
SELECT c.region_id, c.kind, c.on_date, c.before, c.after, c.note, o.slug AS other_slug, o.name AS other_name,
  o.level AS other_level
FROM region_changes c
JOIN regions r ON r.id = c.region_id AND NOT r.practice
LEFT JOIN regions o ON o.id = c.other_region_id;

GRANT SELECT ON public_regions TO web_public, web_resident;
GRANT SELECT ON public_region_changes TO web_public;
