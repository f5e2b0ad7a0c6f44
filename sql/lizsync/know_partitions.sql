CREATE OR REPLACE FUNCTION lizsync.know_partitions(p_relid oid)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_here CONSTANT bigint := lizsync.system_identifier();
  v_relation CONSTANT text := lizsync.quoted_name(p_relid);
  v_leaf record;
  v_rows boolean;
BEGIN
  FOR v_leaf IN SELECT l.* FROM lizsync.leaf_partitions(p_relid) AS l
    WHERE NOT EXISTS (SELECT FROM lizsync.partitions AS k
                      WHERE k.relation = v_relation AND k.partition = l.partition AND k.system_identifier = v_here AND k.had_rows) LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM ONLY %s)', v_leaf.partition::regclass) INTO v_rows;
    INSERT INTO lizsync.partitions AS k (relation, partition, partition_name, had_rows, system_identifier)
    VALUES (v_relation, v_leaf.partition, v_leaf.name, v_rows, v_here)
    ON CONFLICT (relation, partition, system_identifier) DO UPDATE SET had_rows = true WHERE NOT k.had_rows AND excluded.had_rows;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.know_partitions(oid) IS 'Notes the partitions that a table has now as those whose rows are logged';
REVOKE ALL ON FUNCTION lizsync.know_partitions(oid) FROM PUBLIC;
