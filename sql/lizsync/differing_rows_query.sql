CREATE OR REPLACE FUNCTION lizsync.differing_rows_query(p_relation text)
RETURNS text
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT format($sql$
    SELECT coalesce(array_agg(DISTINCT d.uid), '{}')
    FROM (
      -- What this sync's own events touched beyond what came in: triggers, cascades. (A restored central may have events of this very
      -- transaction id from the cluster before.)
      SELECT e.uid
      FROM (SELECT (a.row_data -> 'uid')::uuid AS uid, a.action, a.changed_fields FROM audit.logged_actions AS a
            WHERE a.transaction_id = txid_current() AND a.sync_data ->> 'sync_id' = $1::text AND a.schema_name = $3[1] AND a.table_name = $3[2]) AS e
      LEFT JOIN lizsync.inbox AS i ON i.uid = e.uid AND i.sync_id = $1 AND i.relation = $2 AND i.state IN ('apply', 'applied')
      WHERE i.uid IS NULL OR NOT CASE e.action WHEN 'U' THEN i.action <> 'D' AND i.row_values ?& akeys(e.changed_fields) ELSE i.action = e.action END
      UNION ALL
      -- What was decided, or refused.
      SELECT i.uid FROM lizsync.inbox AS i
      WHERE i.sync_id = $1 AND i.relation = $2 AND (i.state IN ('settled', 'refused') OR i.resend
        OR EXISTS (SELECT FROM lizsync.outbox AS o WHERE o.uid = i.uid AND o.sync_id = $1 AND o.relation = $2))
      UNION ALL
      -- What is not as it came in.
      SELECT i.uid FROM lizsync.inbox AS i LEFT JOIN %1$s AS t ON t.uid = i.uid
      WHERE i.sync_id = $1 AND i.relation = $2 AND i.state IN ('apply', 'applied')
        AND CASE WHEN i.action = 'D' THEN t.uid IS NOT NULL ELSE t.uid IS NULL OR NOT hstore(t.*) @> i.row_values END
      UNION ALL
      SELECT unnest(lizsync.kept_aside($4, $2))
      UNION ALL
      SELECT o.uid FROM lizsync.outbox AS o WHERE $5 AND o.clone_id = $4 AND o.relation = $2
      UNION ALL
      -- Also what came and went again: the clone may have made it itself.
      SELECT (a.row_data -> 'uid')::uuid FROM audit.logged_actions AS a
      WHERE $5 AND a.schema_name = $3[1] AND a.table_name = $3[2]
        AND ((a.transaction_id >= txid_snapshot_xmin($6) AND NOT txid_visible_in_snapshot(a.transaction_id, $6)) OR a.event_id > $7)
    ) AS d
    $sql$, lizsync.from_clause(p_relation::regclass))
$function$;
COMMENT ON FUNCTION lizsync.differing_rows_query(text) IS
'Query for the rows of a table in which central may differ from the clone after the merge. $1 sync id, $2 table, $3 its schema and name, $4 clone, $5 take all that changed since, or that the clone was to get, with $6 the acknowledged snapshot and $7 its newest event';
REVOKE ALL ON FUNCTION lizsync.differing_rows_query(text) FROM PUBLIC;
