CREATE OR REPLACE FUNCTION lizsync.rename_keys(p_row hstore, p_transaction bigint, p_renames jsonb, p_perhaps boolean)
RETURNS hstore
LANGUAGE sql IMMUTABLE
SET search_path FROM CURRENT
AS $function$
  SELECT coalesce(hstore(array_agg(v.name), array_agg(v.value)), CASE WHEN p_row IS NOT NULL THEN ''::hstore END)
  FROM (
    -- What is sure counts more than what may be.
    SELECT DISTINCT ON (k.name) k.name, e.value
    FROM each(p_row) AS e
    LEFT JOIN LATERAL (
      SELECT true AS renamed, r.new, p_transaction < r.since IS TRUE AS perhaps FROM jsonb_to_recordset(p_renames) AS r(old text, new text, since bigint, perhaps bigint, until bigint)
      WHERE r.old = e.key AND p_transaction < r.until IS NOT FALSE AND (p_transaction >= r.since IS NOT FALSE OR (p_perhaps AND p_transaction >= r.perhaps))
    ) AS r ON true
    CROSS JOIN LATERAL (SELECT CASE WHEN r.renamed THEN r.new ELSE e.key END AS name) AS k
    WHERE k.name IS NOT NULL
    ORDER BY k.name, r.perhaps IS TRUE
  ) AS v
$function$;
COMMENT ON FUNCTION lizsync.rename_keys(hstore, bigint, jsonb, boolean) IS
'Values by column as an event of a transaction holds them, by the columns'' present names, and without those of dropped columns (p_renames: lizsync.column_renames()). p_perhaps: where they may be either of two columns'', as both''s, for edits; a whole row has each once';
REVOKE ALL ON FUNCTION lizsync.rename_keys(hstore, bigint, jsonb, boolean) FROM PUBLIC;
