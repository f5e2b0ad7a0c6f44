CREATE OR REPLACE FUNCTION lizsync.switch_triggers_off(p_relations text[])
RETURNS jsonb
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_trigger record;
  v_states jsonb := '[]';
BEGIN
  FOR v_trigger IN
    SELECT t.tgrelid::regclass AS relation, t.tgname::text AS name, t.tgenabled::text AS state
    FROM pg_trigger AS t
    WHERE t.tgenabled <> 'D'
      -- Before PostgreSQL 15 a partition's copy of a trigger counts as internal, as the triggers of foreign keys do anywhere.
      AND (NOT t.tgisinternal OR (t.tgparentid <> 0 AND NOT EXISTS (SELECT FROM pg_constraint AS c WHERE c.oid = t.tgconstraint AND c.contype <> 't')))
      AND t.tgrelid IN (SELECT p.relid FROM unnest(p_relations) AS r(relation) CROSS JOIN LATERAL pg_partition_tree(r.relation::regclass) AS p
                        UNION SELECT r.relation::regclass FROM unnest(p_relations) AS r(relation))
    ORDER BY t.tgparentid
  LOOP
    EXECUTE format('ALTER TABLE ONLY %s DISABLE TRIGGER %I', v_trigger.relation, v_trigger.name);
    v_states := v_states || jsonb_build_object('relation', v_trigger.relation::oid, 'name', v_trigger.name, 'state', v_trigger.state);
  END LOOP;
  RETURN v_states;
END
$function$;
COMMENT ON FUNCTION lizsync.switch_triggers_off(text[]) IS
'Switches the user triggers of tables and of their partitions off within this transaction (foreign keys stay on); answers what lizsync.switch_triggers_back() needs';
REVOKE ALL ON FUNCTION lizsync.switch_triggers_off(text[]) FROM PUBLIC;
