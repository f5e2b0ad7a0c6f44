-- Roles that synchronise without owning central, and what tells a sync from a session that only says it is one.

CREATE TABLE lizsync.sync_roles
(
  role_name text NOT NULL,
  clone_id uuid
);
CREATE UNIQUE INDEX sync_roles_once ON lizsync.sync_roles (role_name, coalesce(clone_id, '00000000-0000-0000-0000-000000000000'));
COMMENT ON TABLE lizsync.sync_roles IS 'On central: who may synchronise which clone, beside the owner of LizSync (lizsync.grant_sync)';
COMMENT ON COLUMN lizsync.sync_roles.clone_id IS 'Null: any clone';
REVOKE ALL ON lizsync.sync_roles FROM PUBLIC;

ALTER TABLE lizsync.clone_states ADD COLUMN running_transaction bigint;
COMMENT ON COLUMN lizsync.clone_states.running_transaction IS 'Transaction of running_sync: nobody else acts for it';

-- Their owner sees all rows; other roles what the policies in sql/lizsync/policies say.
ALTER TABLE lizsync.outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE lizsync.conflicts ENABLE ROW LEVEL SECURITY;
ALTER TABLE lizsync.clone_states ENABLE ROW LEVEL SECURITY;

-- One change a row, whatever a clone sends.
DROP INDEX lizsync.inbox_uid;
CREATE UNIQUE INDEX inbox_uid ON lizsync.inbox (uid, sync_id, relation);

-- On a clone: the merge is asked for by the last row that is pushed.
DO $do$
BEGIN
  IF to_regclass('lizsync.central_push') IS NOT NULL THEN
    ALTER FOREIGN TABLE lizsync.central_push ADD COLUMN request jsonb, ADD COLUMN reply jsonb;
  END IF;
END
$do$;
