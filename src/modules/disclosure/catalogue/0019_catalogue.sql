-- The disclosure catalogue: categories, table templates and items, every version kept.
CREATE TABLE catalogue_categories (
  code text PRIMARY KEY,
  name text NOT NULL,
  position int NOT NULL
);
COMMENT ON TABLE catalogue_categories IS 'Categories of the county''s disclosure catalogue, in order.';
GRANT SELECT, INSERT, UPDATE ON catalogue_categories TO app;

CREATE TABLE form_templates (
  code text NOT NULL,
  version int NOT NULL,
  name text NOT NULL,
  definition jsonb NOT NULL,
  made_at timestamptz NOT NULL,
  made_by text,
  PRIMARY KEY (code, version)
);
COMMENT ON TABLE form_templates IS 'Table templates, every version kept: a notice is read with the version it was made with.';
GRANT SELECT, INSERT ON form_templates TO app;

CREATE TABLE catalogue_items (
  code text NOT NULL,
  version int NOT NULL,
  name text NOT NULL,
  category_code text NOT NULL REFERENCES catalogue_categories (code),
  position int NOT NULL,
  definition jsonb NOT NULL,
  template_code text,
  template_version int,
  in_force_from date NOT NULL,
  in_force_to date,
  made_at timestamptz NOT NULL,
  made_by text,
  PRIMARY KEY (code, version),
  FOREIGN KEY (template_code, template_version) REFERENCES form_templates (code, version)
);
COMMENT ON TABLE catalogue_items IS 'Items of the catalogue, every version kept; obligations snapshot the version. Changes touch future periods only.';
GRANT SELECT, INSERT, UPDATE (in_force_to) ON catalogue_items TO app;
