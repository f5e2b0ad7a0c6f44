CREATE OR REPLACE FUNCTION lizsync.running_state(p_sync uuid, p_relations text[])
RETURNS lizsync.clone_states
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_state lizsync.clone_states;
  v_tables jsonb;
BEGIN
  SELECT * INTO v_state FROM lizsync.clone_states WHERE running_sync = p_sync AND running_transaction = txid_current();
  IF NOT FOUND THEN
    PERFORM lizsync.raise_error(format('No sync %s is running in this transaction: a sync begins with its hello.', p_sync));
  END IF;
  SELECT s.sync_tables INTO v_tables FROM lizsync.synchronized_tables AS s WHERE s.server_id = v_state.clone_id;
  IF EXISTS (SELECT FROM unnest(p_relations) AS r(relation) WHERE NOT v_tables ? r.relation) THEN
    PERFORM lizsync.raise_error(format('Clone "%s" does not synchronise table %s.', v_state.clone_name, (SELECT r.relation FROM unnest(p_relations) AS r(relation) WHERE NOT v_tables ? r.relation LIMIT 1)));
  END IF;
  RETURN v_state;
END
$function$;
COMMENT ON FUNCTION lizsync.running_state(uuid, text[]) IS
'On central: the clone whose sync runs in this very transaction, begun by a hello that looked at the role''s rights. Raises LZ001 where there is no such sync, or one of the tables is not in the clone''s white list';
REVOKE ALL ON FUNCTION lizsync.running_state(uuid, text[]) FROM PUBLIC;
