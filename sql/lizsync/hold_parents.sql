CREATE OR REPLACE FUNCTION lizsync.hold_parents(p_sync uuid, p_relations text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_held jsonb;
BEGIN
  WITH parent AS MATERIALIZED (
    SELECT DISTINCT p.relation, p.uid FROM lizsync.rows_left_under(p_sync, p_relations, '{c,n,d}') AS p
  ), held AS (
    UPDATE lizsync.inbox AS i SET state = 'refused', error_code = '23503', error_message = 'a row that stays in the clone still references it'
    FROM parent AS p WHERE i.sync_id = p_sync AND i.relation = p.relation AND i.uid = p.uid
    RETURNING i.relation, i.uid
  )
  SELECT coalesce(jsonb_agg(to_jsonb(h)), '[]') INTO v_held FROM held AS h;
  PERFORM lizsync.hold_deletes(p_sync, p_relations, v_held);
END
$function$;
COMMENT ON FUNCTION lizsync.hold_parents(uuid, text[]) IS
'On a clone, before anything is applied: deletes of central that would take rows along, or empty their references, which central left as they are, or refused to change (lizsync.rows_left_under()), count as not taken, and those of their own parents';
REVOKE ALL ON FUNCTION lizsync.hold_parents(uuid, text[]) FROM PUBLIC;
