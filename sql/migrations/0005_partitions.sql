-- Which partitions a table had when it was last looked at: attaching and detaching one with rows in it fires no trigger.

CREATE TABLE lizsync.partitions
(
  relation text NOT NULL,
  partition oid NOT NULL,
  partition_name text NOT NULL,
  known_since timestamptz NOT NULL DEFAULT clock_timestamp(),
  had_rows boolean NOT NULL DEFAULT true,
  system_identifier bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (relation, partition, system_identifier)
);
COMMENT ON TABLE lizsync.partitions IS 'The partitions whose rows are logged: what is in another one was attached with it, what is in one that is no longer there has left with it';
COMMENT ON COLUMN lizsync.partitions.relation IS 'The partitioned table, as quoted "schema"."table" name';
COMMENT ON COLUMN lizsync.partitions.system_identifier IS 'Database in which partition means something: in another one, a restored central say, partition_name does';
COMMENT ON COLUMN lizsync.partitions.known_since IS 'What is attached later counts as edited then: nobody typed it since, as far as the log knows';
COMMENT ON COLUMN lizsync.partitions.had_rows IS 'Whether it may hold rows that another database has: false where it was empty, or was truncated since';
REVOKE ALL ON TABLE lizsync.partitions FROM PUBLIC;

INSERT INTO lizsync.partitions (relation, partition, partition_name)
SELECT '"' || replace(n.nspname, '"', '""') || '"."' || replace(c.relname, '"', '""') || '"', p.oid,
  '"' || replace(m.nspname, '"', '""') || '"."' || replace(p.relname, '"', '""') || '"'
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_trigger AS t ON t.tgrelid = c.oid AND t.tgname = 'lizsync_audit_row'
CROSS JOIN LATERAL pg_partition_tree(c.oid) AS l
JOIN pg_class AS p ON p.oid = l.relid AND p.relkind = 'r'
JOIN pg_namespace AS m ON m.oid = p.relnamespace
WHERE c.relkind = 'p' AND NOT c.relispartition;
