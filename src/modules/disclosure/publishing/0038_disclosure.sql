-- What is missing at one place: without it a village page walked all that is overdue in the county.
CREATE INDEX obligations_missing ON obligations (region_id, due_on) WHERE published_at IS NULL;
