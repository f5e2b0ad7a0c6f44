CREATE OR REPLACE FUNCTION lizsync.shortened(p_values anyarray)
RETURNS anyarray
LANGUAGE sql IMMUTABLE
SET search_path FROM CURRENT
AS $function$
  SELECT CASE WHEN p_values[1] = ALL (p_values) THEN p_values[1:1] WHEN num_nonnulls(VARIADIC p_values) > 0 THEN p_values END
$function$;
COMMENT ON FUNCTION lizsync.shortened(anyarray) IS
'Many values as they are sent: one where all are alike, null where there is none, else all of them. Most changes of a sync are of one table, of one kind and by one author, and those of a statement have one time: writing and reading these takes longer than their values';
REVOKE ALL ON FUNCTION lizsync.shortened(anyarray) FROM PUBLIC;
