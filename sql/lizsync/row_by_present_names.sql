-- A row that comes back is as its delete's event holds it.
CREATE OR REPLACE FUNCTION lizsync.row_by_present_names(p_relid oid, p_row hstore, p_transaction bigint, p_altered jsonb)
RETURNS hstore
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_gone CONSTANT text[] := akeys(p_row - ARRAY(SELECT c.name FROM lizsync.table_columns(p_relid) AS c));
  v_new text[];
BEGIN
  IF cardinality(v_gone) = 1 THEN
    -- A dropped column stays in the catalog, under another name.
    v_new := ARRAY(SELECT x.key FROM jsonb_each_text(p_altered) AS x WHERE NOT p_row ? x.key AND (p_transaction <= x.value::bigint OR p_transaction > txid_snapshot_xmax(txid_current_snapshot()))
                   AND NOT EXISTS (SELECT FROM lizsync.table_columns(p_relid) AS c WHERE c.name = x.key AND (c.ignored OR c.generated <> '')));
    IF cardinality(v_new) = 1 AND v_new <@ lizsync.sync_columns(p_relid) THEN
      RETURN p_row - v_gone || hstore(v_new[1], p_row -> v_gone[1]);
    END IF;
  END IF;
  RETURN p_row;
END
$function$;
COMMENT ON FUNCTION lizsync.row_by_present_names(oid, hstore, bigint, jsonb) IS
'A row that an event of a transaction holds, with the present name of a column that was renamed since (p_altered: lizsync.altered_columns()). As it is where it cannot be told which one that is: several were renamed, or one was dropped and another one added';
REVOKE ALL ON FUNCTION lizsync.row_by_present_names(oid, hstore, bigint, jsonb) FROM PUBLIC;
