-- What a deploy made outside the schemas of its archive, because that archive needs it, is replaced by the next one's.
CREATE TABLE lizsync.deployed_objects
(
  name text PRIMARY KEY,
  definition text NOT NULL
);
COMMENT ON TABLE lizsync.deployed_objects IS 'On a clone: functions and types outside the schemas of its archive that a deploy made, as tables of the archive need them';
COMMENT ON COLUMN lizsync.deployed_objects.definition IS 'As it was made: one that somebody has changed since is left alone';
REVOKE ALL ON lizsync.deployed_objects FROM PUBLIC;
