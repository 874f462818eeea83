-- The role that silos and API connect as, where the operator made one: it reads and writes rows, and cannot change tables. Migrations run as the owner.
-- Made later than this was run: `Uso.Silo migrate --again`.
DO $do$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'uso_app') THEN
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO uso_app', current_schema());
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO uso_app', current_schema());
        EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO uso_app', current_schema());
        -- What was migrated is not the role's to say.
        REVOKE INSERT, UPDATE, DELETE ON uso_migration FROM uso_app;
        REVOKE INSERT, UPDATE, DELETE ON OrleansQuery FROM uso_app;
    END IF;
END
$do$;
