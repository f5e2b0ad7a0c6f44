-- No trigger says that a partition was attached or detached with rows in it: look, before every sync, package and purge.
CREATE OR REPLACE FUNCTION lizsync.watch_partitions(p_relations text[], p_sync uuid)
RETURNS bigint
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
#variable_conflict use_column
DECLARE
  v_here CONSTANT bigint := lizsync.system_identifier();
  v_relation text;
  v_partition record;
  v_since timestamptz;
  v_events bigint := 0;
BEGIN
  -- A database that was restored, or copied: by their names.
  UPDATE lizsync.partitions SET partition = to_regclass(partition_name), system_identifier = v_here
  WHERE relation = ANY (p_relations) AND system_identifier <> v_here AND to_regclass(partition_name) IS NOT NULL;
  FOR v_partition IN SELECT m.* FROM lizsync.missing_partitions(p_relations) AS m WHERE m.detached IS NOT NULL OR NOT m.had_rows LOOP
    IF v_partition.detached IS NOT NULL AND lizsync.has_uid(v_partition.detached) THEN
      v_events := v_events + lizsync.log_partition(v_partition.relation, v_partition.detached, 'D', jsonb_strip_nulls(jsonb_build_object('sync_id', p_sync)));
    END IF;
    DELETE FROM lizsync.partitions WHERE relation = v_partition.relation AND partition = v_partition.partition;
  END LOOP;
  FOR v_relation IN SELECT r FROM unnest(p_relations) AS r JOIN pg_class AS c ON c.oid = to_regclass(r) AND c.relkind = 'p' LOOP
    SELECT max(known_since) INTO v_since FROM lizsync.partitions WHERE relation = v_relation;
    FOR v_partition IN SELECT l.* FROM lizsync.leaf_partitions(v_relation::regclass) AS l
      WHERE NOT EXISTS (SELECT FROM lizsync.partitions AS k WHERE k.relation = v_relation AND k.partition = l.partition AND k.system_identifier = v_here) LOOP
      -- Nobody typed these rows today: an edit of one of them counts as later.
      v_events := v_events + lizsync.log_partition(v_relation, v_partition.partition, 'I',
        jsonb_strip_nulls(jsonb_build_object('sync_id', p_sync, 'edited_at', coalesce(v_since, 'epoch'))));
    END LOOP;
    PERFORM lizsync.know_partitions(v_relation::regclass), lizsync.add_truncate_triggers(v_relation::regclass, false);
  END LOOP;
  RETURN v_events;
END
$function$;
COMMENT ON FUNCTION lizsync.watch_partitions(text[], uuid) IS
'Logs the rows that partitioned tables ("schema"."table") got or lost with a partition that was attached or detached since they were last looked at; p_sync, the sync that does so, null: none. Answers the number of events';
REVOKE ALL ON FUNCTION lizsync.watch_partitions(text[], uuid) FROM PUBLIC;
