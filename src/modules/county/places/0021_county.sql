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
COMMENT ON TABLE item_grace IS 'Going live per item: in this place and below it the item is owed from starts_on, and nothing of it is due before grace_until. The nearest row counts.';
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
COMMENT ON TABLE lifted_obligations IS 'Obligations that ceased to be owed: the place was merged or dissolved before they were due, or goes live later. Nothing published and nothing late is ever lifted.';
CREATE INDEX lifted_obligations_region ON lifted_obligations (region_id);
GRANT SELECT ON lifted_obligations TO app;

-- Absence is data: the application itself cannot delete an obligation. It can only lift one, which leaves the copy with reason and name.
CREATE FUNCTION lift_obligations(ids text[], why text, who text, lifted timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  INSERT INTO lifted_obligations (id, region_id, item_code, item_version, period, stage, due_on, reason, lifted_by, lifted_at)
    SELECT id, region_id, item_code, item_version, period, stage, due_on, why, who, lifted FROM obligations WHERE id = ANY(ids) AND published_at IS NULL;
  DELETE FROM obligations WHERE id = ANY(ids) AND published_at IS NULL;
$$;
REVOKE ALL ON FUNCTION lift_obligations(text[], text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lift_obligations(text[], text, text, timestamptz) TO app;

-- A place that an import made by mistake goes whole or not at all: what it owes goes only together with the place itself, and the foreign keys keep a place that anybody has used.
CREATE FUNCTION drop_unused_place(place text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  DELETE FROM obligations WHERE region_id = place AND notice_id IS NULL;
  DELETE FROM place_months WHERE region_id = place;
  DELETE FROM regions WHERE id = place;
$$;
REVOKE ALL ON FUNCTION drop_unused_place(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION drop_unused_place(text) TO app;

-- A place that moves takes its path along, in every table that carries it.
GRANT UPDATE (path) ON notices, obligations, publications, questions, cards TO app;
-- Questions of a place that ceases go to its successor.
GRANT UPDATE (handler_id) ON questions TO app;
