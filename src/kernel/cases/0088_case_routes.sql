-- A case may follow a way of its own through its procedure's steps: a service's levels in their order.
ALTER TABLE cases ADD COLUMN route jsonb;
COMMENT ON COLUMN cases.route IS 'The steps this case takes, in order, each with the place that has it there; null where the procedure alone says what follows what.';
