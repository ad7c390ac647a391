-- Who receives opens a sample and signs, class by class; the manager looks over what was left. Business times.
create table handover.opened (
  handover_id text not null references handover.handover (id),
  item_id uuid not null references handover.item (id),
  by text not null,
  at timestamptz not null,
  primary key (handover_id, item_id, by)
);
create table handover.signature (
  handover_id text not null references handover.handover (id),
  successor text not null,
  kind text not null,
  -- What was signed for, and how many of them were opened before.
  items integer not null check (items > 0),
  opened integer not null,
  needed integer not null,
  remark bytea,
  at timestamptz not null,
  audit_entry uuid not null,
  primary key (handover_id, successor, kind),
  constraint opened_before_signing check (opened >= needed)
);
alter table handover.handover
  add column reviewed_at timestamptz,
  add column reviewed_by text,
  add column signing_asked_at timestamptz;
grant select, insert on handover.opened, handover.signature to jieli_app;
grant select on handover.opened, handover.signature to jieli_auditor;
