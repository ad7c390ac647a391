-- The audit log. Entries are written unnumbered inside the transaction of the act; one leased sequencer numbers them
-- into leaves and grows the Merkle tree. Nothing here is ever updated or deleted except the queue and the one state row.
create schema audit;
grant usage on schema audit to jieli_app, jieli_auditor;

-- The smallest UUIDv7 of an instant: entry ids are ordered by wall time, so a range of ids is a month.
create function audit.first_id(at timestamp) returns uuid language sql immutable as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

create table audit.entry (
  entry_id uuid primary key,
  -- Business time of the act.
  at timestamptz not null,
  actor text not null,
  role text not null,
  session text,
  action text not null,
  -- Pseudonymous ids only; personal data goes into `sealed`.
  objects jsonb not null,
  approvals text[] not null,
  policy_version text,
  result text not null,
  -- HMAC of the payload under a salt that lies inside `sealed`: shredding the key leaves every proof valid.
  commitment bytea,
  sealed bytea,
  -- A checkpoint must follow at once.
  urgent boolean not null,
  check ((commitment is null) = (sealed is null))
) partition by range (entry_id);
create index entry_handover on audit.entry ((objects ->> 'handover')) where objects ? 'handover';
-- Ids outside the prepared months, e.g. when an old backup is restored.
create table audit.entry_rest partition of audit.entry default;

-- The queue of what has no number yet.
create table audit.unnumbered (
  entry_id uuid primary key,
  since timestamptz not null default clock_timestamp(),
  urgent boolean not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, fillfactor = 80);

-- Each log has an origin; a new one starts only when a restored database is shorter than what was published.
create table audit.origin (
  log integer primary key check (log >= 1),
  name text not null unique,
  -- The last known checkpoint of the log before.
  previous_note text,
  started_at timestamptz not null default clock_timestamp(),
  check ((log = 1) = (previous_note is null))
);

-- What is hashed, exactly as it was hashed.
create table audit.leaf (
  log integer not null references audit.origin,
  seq bigint not null check (seq >= 0),
  entry_id uuid not null,
  logged_at timestamptz not null,
  bytes bytea not null check (octet_length(bytes) <= 65535),
  hash bytea not null check (octet_length(hash) = 32),
  urgent boolean not null,
  primary key (log, seq)
) partition by range (log, seq);
create index leaf_entry on audit.leaf (entry_id);
create index leaf_urgent on audit.leaf (log, seq) where urgent;
create table audit.leaf_rest partition of audit.leaf default;

-- Node cache: complete subtrees of every eighth level, so that any root or proof reads a few hundred hashes at most.
create table audit.node (
  log integer not null references audit.origin,
  level integer not null check (level > 0 and level % 8 = 0),
  index bigint not null check (index >= 0),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (log, level, index)
);

create table audit.checkpoint (
  log integer not null references audit.origin,
  size bigint not null check (size > 0),
  root bytea not null check (octet_length(root) = 32),
  note text not null,
  signed_at timestamptz not null,
  -- The consistency proof from the checkpoint before; empty for the first.
  proof bytea[] not null,
  primary key (log, size)
);

-- Who outside the database has seen a checkpoint: 'file', 'witness <name>', 'group'.
create table audit.receipt (
  log integer not null,
  size bigint not null,
  place text not null,
  received_at timestamptz not null,
  -- The cosignature line of a witness.
  body text not null default '',
  primary key (log, size, place),
  foreign key (log, size) references audit.checkpoint
);

-- Public keys that signed: of the log and of witnesses.
create table audit.key (
  vkey text primary key,
  since timestamptz not null default clock_timestamp()
);

create table audit.state (
  single boolean primary key default true check (single),
  log integer not null default 1,
  -- How many leaves the current log ever had: what a cut tail leaves behind.
  numbered bigint not null default 0,
  -- Set when the log contradicts what was published: nothing is numbered and no new effect may begin.
  halted_why text,
  halted_at timestamptz,
  check ((halted_why is null) = (halted_at is null))
);
insert into audit.state default values;

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit.% is append-only', tg_table_name using errcode = '42501';
end $$;
do $$
declare part text;
begin
  foreach part in array array['entry', 'origin', 'leaf', 'node', 'checkpoint', 'receipt', 'key'] loop
    execute format('create trigger append_only before update or delete on audit.%I
      for each row execute function audit.refuse_change()', part);
    execute format('create trigger append_only_truncate before truncate on audit.%I
      for each statement execute function audit.refuse_change()', part);
  end loop;
end $$;

-- Runs as the owner: the application may not write the queue, so it can neither forget nor forge it.
create function audit.queue_entry() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into audit.unnumbered (entry_id, urgent) select entry_id, urgent from fresh;
  return null;
end $$;
create trigger queue_entry after insert on audit.entry referencing new table as fresh
  for each statement execute function audit.queue_entry();

-- Partitions ahead of need: entries by month, leaves by a million. Called by the sequencer; the application has no DDL.
create function audit.make_room(for_log integer, for_seq bigint) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  month timestamp;
  low bigint;
  taken boolean;
begin
  perform pg_advisory_xact_lock(7215041);
  for ahead in 0..3 loop
    month := date_trunc('month', clock_timestamp() at time zone 'UTC') + make_interval(months => ahead);
    continue when to_regclass('audit.entry_' || to_char(month, 'YYYYMM')) is not null;
    select exists (select from audit.entry_rest where entry_id >= audit.first_id(month)
      and entry_id < audit.first_id(month + interval '1 month')) into taken;
    continue when taken;
    execute format('create table audit.%I partition of audit.entry for values from (%L) to (%L)',
      'entry_' || to_char(month, 'YYYYMM'), audit.first_id(month), audit.first_id(month + interval '1 month'));
  end loop;
  for ahead in 0..1 loop
    low := (for_seq / 1000000 + ahead) * 1000000;
    continue when to_regclass(format('audit.leaf_%s_%s', for_log, low / 1000000)) is not null;
    select exists (select from audit.leaf_rest where log = for_log and seq >= low and seq < low + 1000000) into taken;
    continue when taken;
    execute format('create table audit.%I partition of audit.leaf for values from (%s, %s) to (%s, %s)',
      format('leaf_%s_%s', for_log, low / 1000000), for_log, low, for_log, low + 1000000);
  end loop;
end $$;
revoke execute on function audit.make_room, audit.queue_entry, audit.refuse_change from public;
grant execute on function audit.make_room to jieli_app;
select audit.make_room(1, 0);

grant select, insert on audit.entry, audit.origin, audit.leaf, audit.node, audit.checkpoint, audit.receipt, audit.key to jieli_app;
grant select, delete on audit.unnumbered to jieli_app;
grant select on audit.state to jieli_app;
grant update (log, numbered, halted_why, halted_at) on audit.state to jieli_app;
grant select on all tables in schema audit to jieli_auditor;
