CREATE OR REPLACE FUNCTION lizsync.apply_first_values(p_sync uuid, p_all boolean, p_steady uuid[])
RETURNS uuid[]
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_change record;
  v_step hstore;
  v_took boolean;
  v_steady uuid[] := p_steady;
  v_refused uuid[];
  v_stepped uuid[] := '{}';
BEGIN
  LOOP
    v_refused := '{}';
    FOR v_change IN
      -- Not of a column that the other side's edit won, or that both have: its value would stay. A row that is there keeps its other values until it gets its last ones.
      SELECT i.relation, i.uid, i.action, CASE i.action WHEN 'D' THEN i.first_values WHEN 'U' THEN slice(i.first_values, akeys(i.row_values)) ELSE i.row_values || slice(i.first_values, akeys(i.row_values)) END AS step
      FROM lizsync.inbox AS i LEFT JOIN lizsync.apply_order(CASE WHEN NOT p_all THEN p_sync END, v_steady) AS o ON o.relation = i.relation AND o.uid = i.uid
      WHERE i.sync_id = p_sync AND i.state = 'apply' AND o.steps IS NOT FALSE AND CASE WHEN i.action = 'D' THEN i.first_values <> '' ELSE i.first_values ?| akeys(i.row_values) END
        AND NOT EXISTS (SELECT FROM unnest(v_steady) AS s(uid) WHERE s.uid = i.uid)
      ORDER BY i.first_event
    LOOP
      v_took := false;
      -- As a whole; or, where a value in it has been refused already, what can be taken of it.
      FOR v_step IN SELECT v_change.step UNION ALL SELECT hstore(e.key, e.value) FROM each(v_change.step) AS e WHERE v_change.action <> 'I' AND v_change.step - e.key <> '' LOOP
        BEGIN
          PERFORM lizsync.write_row(v_change.relation, CASE v_change.action WHEN 'I' THEN 'I' ELSE 'U' END, v_change.uid, v_step);
          SET CONSTRAINTS ALL IMMEDIATE;
          v_took := true;
          EXIT WHEN v_step = v_change.step;
        EXCEPTION WHEN OTHERS THEN
          IF NOT lizsync.is_refusal(SQLSTATE) THEN
            RAISE;
          END IF;
          UPDATE lizsync.inbox SET error_code = SQLSTATE, error_message = SQLERRM
          WHERE sync_id = p_sync AND relation = v_change.relation AND uid = v_change.uid;
        END;
      END LOOP;
      IF v_took THEN
        UPDATE lizsync.inbox AS i
        SET action = CASE i.action WHEN 'I' THEN 'U' ELSE i.action END, sent_action = coalesce(i.sent_action, i.action), first_values = NULL
        WHERE i.sync_id = p_sync AND i.relation = v_change.relation AND i.uid = v_change.uid;
        v_stepped := v_stepped || v_change.uid;
      ELSE
        v_refused := v_refused || v_change.uid;
      END IF;
    END LOOP;
    -- Where its first value is taken, another one of the circle may have a free one.
    EXIT WHEN p_all OR v_stepped <> '{}' OR v_refused = '{}';
    v_steady := v_steady || v_refused;
  END LOOP;
  RETURN v_stepped;
END
$function$;
COMMENT ON FUNCTION lizsync.apply_first_values(uuid, boolean, uuid[]) IS
'Takes one step on the way with each change that is still to be applied and changed a column more than once; but for p_all, of rows that wait for each other''s unique values only with those that make room for all. p_steady: rows that are to take none. Returns the rows that took it';
REVOKE ALL ON FUNCTION lizsync.apply_first_values(uuid, boolean, uuid[]) FROM PUBLIC;
