create schema handover;
grant usage on schema handover to jieli_app, jieli_auditor;

create sequence handover.number;
grant usage on sequence handover.number to jieli_app;

create table handover.handover (
  id text primary key,
  trigger text not null check (trigger in ('resign')),
  leaver text not null,
  initiator text not null,
  state text not null check (state in ('collecting', 'confirming', 'approving', 'executing', 'waiting', 'verifying',
    'closing', 'reported', 'cancelled')),
  plan jsonb not null,
  plan_version integer not null default 1,
  envelope_hash text,
  preview jsonb,
  approval_set_id uuid,
  inventory_size integer not null default 0,
  -- Business times.
  created_at timestamptz not null,
  transfer_start_at timestamptz not null,
  freeze_at timestamptz not null,
  next_due_at timestamptz,
  frozen_at timestamptz,
  reported_at timestamptz,
  -- Something happened that a run should look at now.
  wake boolean not null default false,
  run_no integer not null default 0,
  running text,
  -- Wall time: after trouble with WeCom nothing is tried before it.
  retry_at timestamptz,
  trouble jsonb,
  -- The decision cards out now, by group: a hash of the items each one names.
  cards jsonb not null default '{}',
  report jsonb
);
-- One handover per person at a time.
create unique index handover_open_leaver on handover.handover (leaver) where state not in ('reported', 'cancelled');
create index handover_due on handover.handover (next_due_at) where state not in ('reported', 'cancelled');

create table handover.item (
  id uuid primary key,
  handover_id text not null references handover.handover (id),
  kind text not null check (kind in ('customer', 'group', 'account')),
  subject text not null,
  position integer not null,
  successor text,
  fallbacks text[] not null default '{}',
  state text not null check (state in ('planned', 'sending', 'waiting', 'restoring', 'deciding', 'parked', 'verified',
    'excepted', 'adopted', 'gone')),
  reason text,
  code integer,
  owner text,
  decision text,
  due_at timestamptz,
  sends integer not null default 0,
  last_status integer,
  -- Sealed in the handover's scope: the name; what the leaver noted about the customer.
  name bytea,
  notes bytea,
  -- Where it was found; ids and counts only.
  evidence jsonb not null default '{}',
  added_at timestamptz,
  budget jsonb,
  found_at timestamptz not null,
  updated_at timestamptz not null,
  unique (handover_id, kind, subject),
  -- An exception without an owner, a decision and a date does not exist.
  check (state <> 'excepted' or (owner is not null and decision is not null and due_at is not null)),
  check (state not in ('deciding', 'parked') or reason is not null)
);
create index item_of_state on handover.item (handover_id, state, due_at);
create index item_page on handover.item (handover_id, position, id);

create table handover.item_event (
  id bigint generated always as identity,
  handover_id text not null,
  item_id uuid not null,
  at timestamptz not null,
  what text not null,
  from_state text,
  to_state text not null,
  successor text,
  reason text,
  code integer,
  attempt_id uuid,
  by text not null,
  primary key (id)
);
create index item_event_of on handover.item_event (item_id, id);

-- One row fences every transfer call: it exists before the call, names the approvals, and is settled by an answer or
-- by looking. Never two open ones for one leaver (WeCom answers 45035).
create table handover.attempt (
  id uuid primary key,
  handover_id text not null references handover.handover (id),
  run_key text not null unique,
  kind text not null check (kind in ('customer', 'group', 'account')),
  giver text not null,
  taker text,
  size integer not null,
  approval_set_id uuid not null references approvals.approval_set (id),
  envelope_hash text not null,
  -- Business time at which it was opened; wall time at which the call left.
  opened_at timestamptz not null,
  sent_at timestamptz,
  state text not null check (state in ('ready', 'open', 'answered', 'settled', 'withdrawn')),
  outcome jsonb,
  audit_entry uuid not null,
  looks integer not null default 0
);
create unique index attempt_one_open on handover.attempt (giver) where state in ('ready', 'open');
create index attempt_of on handover.attempt (handover_id, opened_at);

create table handover.attempt_item (
  attempt_id uuid not null references handover.attempt (id),
  item_id uuid not null references handover.item (id),
  -- WeCom's record of this pair and item before the call, so that an old result is not taken for a new one.
  status_before integer,
  primary key (attempt_id, item_id)
);
create index attempt_item_of on handover.attempt_item (item_id);

-- No attempt without a valid set of approvals; the function is the approvals domain's.
create trigger attempt_needs_approval before insert on handover.attempt
  for each row execute function approvals.attempt_guard();

-- Transfers we know of, made by us or told to us: the known part of the 90-day budget.
create table handover.known_transfer (
  kind text not null check (kind in ('customer', 'group')),
  subject text not null,
  at timestamptz not null,
  source text not null,
  primary key (kind, subject, at)
);

grant select, insert, update on handover.handover, handover.item to jieli_app;
-- What an attempt was allowed to do is fixed when it is opened.
grant select, insert, update (state, sent_at, outcome, looks) on handover.attempt to jieli_app;
grant select, insert on handover.item_event, handover.attempt_item, handover.known_transfer to jieli_app;
grant select on all tables in schema handover to jieli_auditor;
