-- What lists and searches read of a service, kept beside it by the database: without form, papers and steps, which are most of it.
ALTER TABLE services ADD COLUMN listed jsonb GENERATED ALWAYS AS (definition - '{form,materials,steps,source,notes}'::text[]) STORED;
COMMENT ON COLUMN services.listed IS 'The definition without form, papers, steps and notes; derived, never written.';
CREATE OR REPLACE VIEW public_services AS SELECT code, version, name, position, definition, state, valid_from, listed FROM services;
