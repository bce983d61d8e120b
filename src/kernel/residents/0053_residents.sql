-- Taking back a register of a quarter of a million people: what refers to a person is found by index.
CREATE INDEX residents_merged_into ON residents (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX resident_befores_resident ON resident_befores (resident_id);
