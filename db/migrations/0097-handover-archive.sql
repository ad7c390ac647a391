-- After the report: one sealed file with everything that proves the handover, kept for a set time, then shredded.
alter table handover.handover
  drop constraint handover_state_check,
  add constraint handover_state_check check (state in ('collecting', 'confirming', 'approving', 'executing', 'waiting',
    'verifying', 'closing', 'lent', 'reported', 'archived', 'cancelled'));

drop index handover.handover_open_leaver;
create unique index handover_open_leaver on handover.handover (lower(leaver))
  where state not in ('reported', 'archived', 'cancelled');
drop index handover.handover_due;
create index handover_due on handover.handover (next_due_at)
  where state not in ('reported', 'archived', 'cancelled');
create index handover_to_archive on handover.handover (reported_at) where state = 'reported';

create table handover.archive (
  handover_id text primary key references handover.handover (id),
  -- A name below the directory of archives, and the SHA-256 of the encrypted file.
  file text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint not null,
  -- SHA-256 of the manifest inside; the entry of the log that states it.
  manifest text not null check (manifest ~ '^[0-9a-f]{64}$'),
  files integer not null,
  entries integer not null,
  audit_entry uuid not null,
  -- Business times.
  made_at timestamptz not null,
  keep_until timestamptz not null,
  held_at timestamptz,
  held_by text,
  -- Sealed in the handover's scope.
  hold_why bytea,
  shredded_at timestamptz,
  -- Wall time: the file was seen to be gone.
  file_gone_at timestamptz,
  constraint held_by_somebody check ((held_at is null) = (held_by is null)),
  -- Neither too early nor under a hold.
  constraint kept_long_enough check (shredded_at is null or (shredded_at >= keep_until and held_at is null))
);
create index archive_to_shred on handover.archive (keep_until) where shredded_at is null and held_at is null;
grant select, insert on handover.archive to jieli_app;
grant update (held_at, held_by, hold_why, shredded_at, file_gone_at) on handover.archive to jieli_app;
grant select on handover.archive to jieli_auditor;

-- What was shredded cannot be un-shredded, and the keys of an archived handover go only after its row says so.
create function handover.archive_stays_shredded() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if old.shredded_at is not null and new.shredded_at is distinct from old.shredded_at then
    raise exception 'the archive of % was shredded', old.handover_id using errcode = 'JH001';
  end if;
  return new;
end $$;
create trigger archive_stays_shredded before update on handover.archive
  for each row execute function handover.archive_stays_shredded();

create function handover.keys_outlive_archive() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Who restores an older backup, as the owner, shreds again what was shredded since; the rows of then do not know it.
  if pg_has_role(session_user, 'jieli_owner', 'member') then
    return new;
  end if;
  if new.scope_kind = 'handover' and exists (
    select from handover.archive a where a.handover_id = new.scope_id and a.shredded_at is null
  ) then
    raise exception 'the archive of % is still to be kept', new.scope_id using errcode = 'JH002';
  end if;
  return new;
end $$;
revoke execute on function handover.keys_outlive_archive from public;
-- Before the trigger that destroys the keys: they fire in the order of their names.
create trigger archive_is_kept before insert on vault.shredded
  for each row execute function handover.keys_outlive_archive();
