-- What no call of WeCom can move: a person does it, and it is proved by reading it back or by what he brings.
create table handover.task (
  id uuid primary key,
  handover_id text not null references handover.handover (id),
  kind text not null check (kind in ('membership', 'permission', 'document', 'drive', 'schedule', 'promise', 'issue',
    'code', 'system', 'other')),
  -- Of a found one the id of the thing (a group, a tag, a department); of a declared one its own id.
  subject text not null,
  source text not null check (source in ('found', 'declared')),
  -- Who has to act, and who receives.
  owner text not null,
  successor text,
  -- Of a permission: it goes on, it falls away, or somebody has to grant it anew.
  choice text check (choice in ('transfer', 'drop', 'needs-grant')),
  state text not null default 'open' check (state in ('open', 'done', 'dropped', 'left')),
  -- Sealed in the handover's scope.
  title bytea,
  note bytea,
  proof bytea,
  -- How it was proved: read back from WeCom, or a person's word.
  proved_by text check (proved_by in ('read-back', 'word')),
  settled_by text,
  -- Business times.
  due_at timestamptz not null,
  made_at timestamptz not null,
  settled_at timestamptz,
  unique (handover_id, kind, subject),
  check ((state = 'open') = (settled_at is null)),
  check (state <> 'done' or proved_by is not null)
);
create index task_of on handover.task (handover_id, state, due_at);
grant select, insert on handover.task to jieli_app;
grant update (owner, successor, choice, state, proof, proved_by, settled_by, due_at, settled_at) on handover.task
  to jieli_app;
grant select on handover.task to jieli_auditor;

-- The leaver's word about the checklist; silence is escalated at its time.
alter table handover.handover
  add column confirm_by timestamptz,
  add column confirmed_at timestamptz,
  add column silence_told_at timestamptz;
