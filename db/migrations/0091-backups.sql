-- What was backed up, and when it was last read again and restored for practice. The files lie outside the database.
-- Wall times.
create table vault.bundle (
  id uuid primary key,
  about text not null,
  file text not null,
  root text not null check (root ~ '^[0-9a-f]{64}$'),
  rows bigint not null,
  made_at timestamptz not null,
  checked_at timestamptz not null,
  drilled_at timestamptz not null,
  drill_seconds double precision not null,
  trouble text
);
create index bundle_to_check on vault.bundle (checked_at);
grant select, insert on vault.bundle to jieli_app;
grant update (checked_at, drilled_at, drill_seconds, trouble) on vault.bundle to jieli_app;
grant select on vault.bundle to jieli_auditor;

-- Before the first transfer everything collected lies in a backup that was restored and compared.
alter table handover.handover
  add column backed_up_at timestamptz,
  add column backup jsonb;
