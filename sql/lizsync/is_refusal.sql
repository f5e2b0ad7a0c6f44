CREATE OR REPLACE FUNCTION lizsync.is_refusal(p_sqlstate text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path FROM CURRENT
AS $function$
  -- Not the row's fault: connection, transaction rollback, resources, limits, locks, operator intervention, system, internal.
  -- XX000, 54000, 55000 and 55006 are what extensions and triggers raise about a row (PostGIS: a topology that GEOS cannot make).
  SELECT p_sqlstate IN ('XX000', '54000', '55000', '55006') OR left(p_sqlstate, 2) NOT IN ('08', '40', '53', '54', '55', '57', '58', 'XX')
$function$;
COMMENT ON FUNCTION lizsync.is_refusal(text) IS 'Whether an SQLSTATE means that the database refuses this row, rather than that something failed and the sync must stop';
REVOKE ALL ON FUNCTION lizsync.is_refusal(text) FROM PUBLIC;
