-- The day on which an obligation was met is written once.
CREATE FUNCTION obligations_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'obligation % was met: its day never changes', OLD.id;
END $$;
CREATE TRIGGER obligations_keep BEFORE UPDATE OF published_at, published_on ON obligations
FOR EACH ROW
WHEN (
  OLD.published_at IS NOT NULL
  AND (NEW.published_at IS DISTINCT FROM OLD.published_at OR NEW.published_on IS DISTINCT FROM OLD.published_on)
)
EXECUTE FUNCTION obligations_keep();
