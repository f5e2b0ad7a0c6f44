CREATE OR REPLACE FUNCTION lizsync.differing_rows_query(p_relation text)
RETURNS text
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT format($sql$
    WITH suspect AS MATERIALIZED (
      -- Each change that came in beside the events that it caused (a restored central may have events of this very transaction id from the
      -- cluster before). An event is written from the row as it really became: where it says the same as the change there is nothing to look at.
      SELECT coalesce(i.uid, e.uid) AS uid, i.action, i.row_values,
        -- What was decided or refused; what triggers and cascades touched beyond what came in.
        i.uid IS NULL OR i.decided OR coalesce(CASE e.action WHEN 'U' THEN i.action = 'D' OR NOT i.row_values ?& akeys(slice(e.changed_fields, $8)) ELSE i.action <> e.action END, false) AS differs
      FROM (SELECT c.uid, c.action, c.row_values, c.state NOT IN ('apply', 'applied') OR c.resend AS decided
            FROM lizsync.inbox AS c WHERE c.sync_id = $1 AND c.relation = $2) AS i
      FULL JOIN (SELECT (a.row_data -> 'uid')::uuid AS uid, a.action, a.changed_fields, CASE a.action WHEN 'I' THEN a.row_data END AS new_row
            FROM audit.logged_actions AS a
            WHERE a.transaction_id = txid_current() AND a.sync_data ->> 'sync_id' = $1::text AND a.schema_name = $3[1] AND a.table_name = $3[2]) AS e
        ON e.uid = i.uid
      WHERE (NOT i.decided AND i.action = e.action AND CASE e.action WHEN 'U' THEN e.changed_fields = i.row_values OR slice(e.changed_fields, $8) = i.row_values WHEN 'I' THEN e.new_row @> i.row_values ELSE true END) IS NOT TRUE
    )
    SELECT coalesce(array_agg(DISTINCT d.uid), '{}')
    FROM (
      SELECT s.uid FROM suspect AS s WHERE s.differs
      UNION ALL
      -- What is not as it came in.
      SELECT s.uid FROM suspect AS s LEFT JOIN LATERAL (SELECT x.uid, hstore(x.*) AS now FROM %1$s AS x WHERE x.uid = s.uid OFFSET 0) AS t ON true
      WHERE NOT s.differs AND CASE WHEN s.action = 'D' THEN t.uid IS NOT NULL ELSE t.uid IS NULL OR NOT t.now @> s.row_values END
      UNION ALL
      -- What both sides changed.
      SELECT i.uid FROM lizsync.inbox AS i JOIN lizsync.outbox AS o ON o.uid = i.uid AND o.sync_id = i.sync_id AND o.relation = i.relation
      WHERE i.sync_id = $1 AND i.relation = $2
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
'Query for the rows of a table in which central may differ from the clone after the merge. $1 sync id, $2 table, $3 its schema and name, $4 clone, $5 take all that changed since, or that the clone was to get, with $6 the acknowledged snapshot and $7 its newest event, $8 the columns that travel';
REVOKE ALL ON FUNCTION lizsync.differing_rows_query(text) FROM PUBLIC;
