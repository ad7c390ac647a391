-- What each version of a plan said, so that an approver sees what differs from the one he knew.
create table handover.plan_version (
  handover_id text not null references handover.handover (id),
  version integer not null,
  plan jsonb not null,
  transfer_start_at timestamptz not null,
  freeze_at timestamptz not null,
  preview jsonb not null,
  envelope_hash text not null,
  by text not null,
  -- Business time.
  at timestamptz not null,
  primary key (handover_id, version)
);
grant select, insert on handover.plan_version to jieli_app;
grant select on handover.plan_version to jieli_auditor;

-- The tabs of the page: who has to act, in the order of the list.
create index item_tab on handover.item (handover_id, state, position, id);
