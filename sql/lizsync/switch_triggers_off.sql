CREATE OR REPLACE FUNCTION lizsync.switch_triggers_off(p_relations text[], p_cascaded text[])
RETURNS jsonb
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_trigger record;
  v_states jsonb := '[]';
BEGIN
  FOR v_trigger IN
    WITH relations(relid, keeps_log) AS (
      SELECT r.relation::regclass::oid, r.keeps_log
      FROM (SELECT unnest(p_relations), false UNION ALL SELECT unnest(p_cascaded), true) AS r(relation, keeps_log)
    )
    SELECT t.tgrelid::regclass AS relation, t.tgname::text AS name, t.tgenabled::text AS state
    FROM (SELECT r.relid, r.keeps_log FROM relations AS r UNION SELECT p.relid, r.keeps_log FROM relations AS r CROSS JOIN LATERAL pg_partition_tree(r.relid) AS p) AS r
    JOIN pg_trigger AS t ON t.tgrelid = r.relid
    WHERE t.tgenabled <> 'D'
      -- Before PostgreSQL 15 a partition's copy of a trigger counts as internal, as the triggers of foreign keys do anywhere.
      AND (NOT t.tgisinternal OR (t.tgparentid <> 0 AND NOT EXISTS (SELECT FROM pg_constraint AS c WHERE c.oid = t.tgconstraint AND c.contype <> 't')))
      AND NOT (r.keeps_log AND EXISTS (SELECT FROM pg_proc AS f WHERE f.oid = t.tgfoid AND f.pronamespace IN ('audit'::regnamespace, 'lizsync'::regnamespace)))
    ORDER BY t.tgparentid
  LOOP
    EXECUTE format('ALTER TABLE ONLY %s DISABLE TRIGGER %I', v_trigger.relation, v_trigger.name);
    v_states := v_states || jsonb_build_object('relation', v_trigger.relation::oid, 'name', v_trigger.name, 'state', v_trigger.state);
  END LOOP;
  RETURN v_states;
END
$function$;
COMMENT ON FUNCTION lizsync.switch_triggers_off(text[], text[]) IS
'Switches the triggers of tables and of their partitions off within this transaction, but not those of foreign keys, and in p_cascaded not those of the log; answers what lizsync.switch_triggers_back() needs';
REVOKE ALL ON FUNCTION lizsync.switch_triggers_off(text[], text[]) FROM PUBLIC;
