CREATE OR REPLACE FUNCTION lizsync.switch_triggers_back(p_states jsonb)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_trigger record;
BEGIN
  FOR v_trigger IN SELECT s.* FROM jsonb_to_recordset(p_states) AS s(relation oid, name text, state text) LOOP
    EXECUTE format('ALTER TABLE ONLY %s ENABLE %s TRIGGER %I', v_trigger.relation::regclass,
      CASE v_trigger.state WHEN 'R' THEN 'REPLICA' WHEN 'A' THEN 'ALWAYS' ELSE '' END, v_trigger.name);
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.switch_triggers_back(jsonb) IS 'Gives every trigger that lizsync.switch_triggers_off() switched off the state that it had';
REVOKE ALL ON FUNCTION lizsync.switch_triggers_back(jsonb) FROM PUBLIC;
