-- What Orleans keeps in PostgreSQL: which silos there are, grain states, reminders.
--
-- Orleans' AdoNet providers hold no SQL of their own. They read it from OrleansQuery by key, fill in parameters by name and read results by
-- column name; tables and statements are the deployment's own. Each statement here is one SQL command, hence atomic.

CREATE TABLE IF NOT EXISTS OrleansQuery
(
    QueryKey  text PRIMARY KEY,
    QueryText text NOT NULL
);

-- Membership. Each change of a cluster's silos raises the cluster's version by one, and is refused when somebody else's came first.
CREATE TABLE IF NOT EXISTS uso_cluster
(
    deployment text        PRIMARY KEY,
    version    integer     NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS uso_silo
(
    deployment    text        NOT NULL REFERENCES uso_cluster ON DELETE CASCADE,
    address       text        NOT NULL,
    port          integer     NOT NULL,
    generation    integer     NOT NULL,
    silo_name     text        NOT NULL,
    host_name     text        NOT NULL,
    status        integer     NOT NULL,
    proxy_port    integer     NOT NULL,
    suspect_times text,
    started_at    timestamptz NOT NULL,
    alive_at      timestamptz NOT NULL,
    PRIMARY KEY (deployment, address, port, generation)
);

-- Grain states. The primary key makes two first writes of one state impossible, also when two silos hold the grain by mistake.
CREATE TABLE IF NOT EXISTS uso_state
(
    service    text        NOT NULL,
    state      text        NOT NULL,
    key        text        NOT NULL,
    n0         bigint      NOT NULL,
    n1         bigint      NOT NULL,
    version    integer     NOT NULL,
    payload    bytea,
    written_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (service, state, key, n0, n1)
);

CREATE TABLE IF NOT EXISTS uso_reminder
(
    service  text        NOT NULL,
    grain_id text        NOT NULL,
    name     text        NOT NULL,
    hash     integer     NOT NULL,
    start_at timestamptz NOT NULL,
    period   bigint      NOT NULL,
    version  integer     NOT NULL,
    PRIMARY KEY (service, grain_id, name)
);

-- A silo reads the reminders of its part of the ring.
CREATE INDEX IF NOT EXISTS uso_reminder_hash ON uso_reminder (service, hash);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES

-- Membership

('InsertMembershipVersionKey', $q$
WITH made AS (INSERT INTO uso_cluster (deployment) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
SELECT count(*)::int FROM made
$q$),

('InsertMembershipKey', $q$
WITH raised AS (
    UPDATE uso_cluster c SET version = version + 1, changed_at = now()
    WHERE deployment = @DeploymentId AND version = @Version AND NOT EXISTS (
        SELECT FROM uso_silo s
        WHERE s.deployment = c.deployment AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING deployment),
joined AS (
    INSERT INTO uso_silo (deployment, address, port, generation, silo_name, host_name, status, proxy_port, started_at, alive_at)
    SELECT deployment, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM raised
    RETURNING 1)
SELECT count(*)::int FROM joined
$q$),

('UpdateMembershipKey', $q$
WITH raised AS (
    UPDATE uso_cluster c SET version = version + 1, changed_at = now()
    WHERE deployment = @DeploymentId AND version = @Version AND EXISTS (
        SELECT FROM uso_silo s
        WHERE s.deployment = c.deployment AND address = @Address AND port = @Port AND generation = @Generation)
    RETURNING deployment),
changed AS (
    UPDATE uso_silo s SET status = @Status, suspect_times = @SuspectTimes::text, alive_at = @IAmAliveTime
    FROM raised
    WHERE s.deployment = raised.deployment AND address = @Address AND port = @Port AND generation = @Generation
    RETURNING 1)
SELECT count(*)::int FROM changed
$q$),

('UpdateIAmAlivetimeKey', $q$
UPDATE uso_silo SET alive_at = @IAmAliveTime
WHERE deployment = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$q$),

('MembershipReadRowKey', $q$
SELECT c.deployment AS DeploymentId, address AS Address, port AS Port, generation AS Generation, silo_name AS SiloName, host_name AS HostName,
    status AS Status, proxy_port AS ProxyPort, suspect_times AS SuspectTimes, started_at AS StartTime, alive_at AS IAmAliveTime,
    version AS Version
FROM uso_cluster c
LEFT JOIN uso_silo s ON s.deployment = c.deployment AND address = @Address AND port = @Port AND generation = @Generation
WHERE c.deployment = @DeploymentId
$q$),

('MembershipReadAllKey', $q$
SELECT c.deployment AS DeploymentId, address AS Address, port AS Port, generation AS Generation, silo_name AS SiloName, host_name AS HostName,
    status AS Status, proxy_port AS ProxyPort, suspect_times AS SuspectTimes, started_at AS StartTime, alive_at AS IAmAliveTime,
    version AS Version
FROM uso_cluster c
LEFT JOIN uso_silo s ON s.deployment = c.deployment
WHERE c.deployment = @DeploymentId
$q$),

('GatewaysQueryKey', $q$
SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation
FROM uso_silo
WHERE deployment = @DeploymentId AND status = @Status AND proxy_port > 0
$q$),

-- 3 is SiloStatus.Active.
('CleanupDefunctSiloEntriesKey', $q$
DELETE FROM uso_silo WHERE deployment = @DeploymentId AND alive_at < @IAmAliveTime AND status <> 3
$q$),

('DeleteMembershipTableEntriesKey', $q$
DELETE FROM uso_cluster WHERE deployment = @DeploymentId
$q$),

-- Grain states. A version is null before the first write; the same version back, or none, tells Orleans that the write came too late.

('ReadFromStorageKey', $q$
SELECT payload AS PayloadBinary, version AS Version
FROM uso_state
WHERE service = @ServiceId AND state = @GrainTypeString AND key = coalesce(@GrainIdExtensionString::text, '')
    AND n0 = @GrainIdN0 AND n1 = @GrainIdN1
$q$),

('WriteToStorageKey', $q$
WITH updated AS (
    UPDATE uso_state SET payload = @PayloadBinary, version = version + 1, written_at = now()
    WHERE service = @ServiceId AND state = @GrainTypeString AND key = coalesce(@GrainIdExtensionString::text, '')
        AND n0 = @GrainIdN0 AND n1 = @GrainIdN1 AND version = @GrainStateVersion::int
    RETURNING version),
inserted AS (
    INSERT INTO uso_state (service, state, key, n0, n1, version, payload)
    SELECT @ServiceId, @GrainTypeString, coalesce(@GrainIdExtensionString::text, ''), @GrainIdN0, @GrainIdN1, 1, @PayloadBinary
    WHERE @GrainStateVersion::int IS NULL
    ON CONFLICT DO NOTHING
    RETURNING version)
SELECT coalesce((SELECT version FROM updated), (SELECT version FROM inserted), @GrainStateVersion::int) AS NewGrainStateVersion
$q$),

('ClearStorageKey', $q$
UPDATE uso_state SET payload = NULL, version = version + 1, written_at = now()
WHERE service = @ServiceId AND state = @GrainTypeString AND key = coalesce(@GrainIdExtensionString::text, '')
    AND n0 = @GrainIdN0 AND n1 = @GrainIdN1 AND version = @GrainStateVersion::int
RETURNING version AS NewGrainStateVersion
$q$),

('DeleteStorageKey', $q$
DELETE FROM uso_state
WHERE service = @ServiceId AND state = @GrainTypeString AND key = coalesce(@GrainIdExtensionString::text, '')
    AND n0 = @GrainIdN0 AND n1 = @GrainIdN1 AND version = @GrainStateVersion::int
RETURNING version + 1 AS NewGrainStateVersion
$q$),

-- Reminders

('UpsertReminderRowKey', $q$
INSERT INTO uso_reminder AS r (service, grain_id, name, hash, start_at, period, version)
VALUES (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period::bigint, 1)
ON CONFLICT (service, grain_id, name) DO UPDATE SET start_at = excluded.start_at, period = excluded.period, version = r.version + 1
RETURNING version AS Version
$q$),

('ReadReminderRowKey', $q$
SELECT grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period AS Period, version AS Version
FROM uso_reminder WHERE service = @ServiceId AND grain_id = @GrainId AND name = @ReminderName
$q$),

('ReadReminderRowsKey', $q$
SELECT grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period AS Period, version AS Version
FROM uso_reminder WHERE service = @ServiceId AND grain_id = @GrainId
$q$),

-- A part of the ring that does not pass zero, and one that does.
('ReadRangeRows1Key', $q$
SELECT grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period AS Period, version AS Version
FROM uso_reminder WHERE service = @ServiceId AND hash > @BeginHash AND hash <= @EndHash
$q$),

('ReadRangeRows2Key', $q$
SELECT grain_id AS GrainId, name AS ReminderName, start_at AS StartTime, period AS Period, version AS Version
FROM uso_reminder WHERE service = @ServiceId AND (hash > @BeginHash OR hash <= @EndHash)
$q$),

('DeleteReminderRowKey', $q$
WITH gone AS (
    DELETE FROM uso_reminder WHERE service = @ServiceId AND grain_id = @GrainId AND name = @ReminderName AND version = @Version RETURNING 1)
SELECT count(*)::int FROM gone
$q$),

('DeleteReminderRowsKey', $q$
DELETE FROM uso_reminder WHERE service = @ServiceId
$q$)

ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
