CREATE OR REPLACE FUNCTION lizsync.rename_keys(p_row hstore, p_transaction bigint, p_renames jsonb)
RETURNS hstore
LANGUAGE sql IMMUTABLE
SET search_path FROM CURRENT
AS $function$
  SELECT coalesce(hstore(array_agg(k.name), array_agg(e.value)), CASE WHEN p_row IS NOT NULL THEN ''::hstore END)
  FROM each(p_row) AS e
  LEFT JOIN LATERAL (
    SELECT true AS renamed, r.new FROM jsonb_to_recordset(p_renames) AS r(old text, new text, until bigint)
    WHERE r.old = e.key AND (r.until IS NULL OR p_transaction < r.until) ORDER BY r.until LIMIT 1
  ) AS r ON true
  CROSS JOIN LATERAL (SELECT CASE WHEN r.renamed THEN r.new ELSE e.key END AS name) AS k
  WHERE k.name IS NOT NULL
$function$;
COMMENT ON FUNCTION lizsync.rename_keys(hstore, bigint, jsonb) IS
'Values by column as an event of a transaction holds them, by the columns'' present names, and without those of dropped columns (p_renames: lizsync.column_renames())';
REVOKE ALL ON FUNCTION lizsync.rename_keys(hstore, bigint, jsonb) FROM PUBLIC;
