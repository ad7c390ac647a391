-- Three roles besides the owner that runs this: the application, the auditor (reads), the signer reads nothing here.
-- Roles belong to the whole cluster, so they may exist already. Passwords are set by whoever creates the logins.
do $$
begin
  if not exists (select from pg_roles where rolname = 'jieli_app') then create role jieli_app nologin; end if;
  if not exists (select from pg_roles where rolname = 'jieli_auditor') then create role jieli_auditor nologin; end if;
exception when duplicate_object or unique_violation then null;
end $$;

revoke create on schema public from public;
create schema if not exists platform;
grant usage on schema platform to jieli_app, jieli_auditor;

-- Who is alive, by wall time of the database: the heartbeat that decides when a survivor takes over.
create table platform.instance (
  executor_id text primary key,
  started_at timestamptz not null default now(),
  beat_at timestamptz not null default now(),
  stopped_at timestamptz,
  -- Where the process runs, so that a neighbour on the same machine can see at once that it is gone.
  process_space text not null,
  pid integer not null
);
grant select, insert, update, delete on platform.instance to jieli_app;
grant select on platform.instance, platform.migration to jieli_auditor, jieli_app;
