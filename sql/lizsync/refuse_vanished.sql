-- A row of the clone may go in the middle of a sync: its old parent was deleted, and the clone could not take its new one.
CREATE OR REPLACE FUNCTION lizsync.refuse_vanished(p_sync uuid, p_relation text, p_uids uuid[])
RETURNS jsonb
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_vanished jsonb;
BEGIN
  EXECUTE format('
    WITH vanished AS (
    UPDATE lizsync.inbox AS i SET state = ''refused'', error_code = ''P0002'', error_message = ''the clone does not have this row any more''
    WHERE i.sync_id = $1 AND i.relation = $2 AND i.action = ''U'' AND i.state IN (''apply'', ''applied'') AND i.uid = ANY ($3)
      AND NOT EXISTS (SELECT FROM %s AS t WHERE t.uid = i.uid)
    RETURNING i.relation, i.uid)
    SELECT coalesce(jsonb_agg(to_jsonb(v)), ''[]'') FROM vanished AS v', lizsync.from_clause(p_relation::regclass))
  INTO v_vanished USING p_sync, p_relation, p_uids;
  RETURN v_vanished;
END
$function$;
COMMENT ON FUNCTION lizsync.refuse_vanished(uuid, text, uuid[]) IS
'On a clone: updates of central, of p_uids those whose row is not there (any more), count as not taken, so that the next sync sends the row whole. Returns them: an array of objects with relation, uid';
REVOKE ALL ON FUNCTION lizsync.refuse_vanished(uuid, text, uuid[]) FROM PUBLIC;
