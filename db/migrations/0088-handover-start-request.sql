-- Somebody says that work has to change hands: an HR system, a form in WeCom, or the safety net. HR makes a handover of
-- it. Ids only. Business times.
create table handover.start_request (
  id uuid primary key,
  source text not null check (source in ('hr-system', 'wecom-form', 'safety-net')),
  -- The source's own name for the event: said again, it is the same request.
  ref text not null check (ref <> ''),
  person text not null,
  trigger text not null check (trigger in ('resign', 'dismiss', 'move', 'leave')),
  freeze_at timestamptz,
  return_at timestamptz,
  at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'started', 'dropped')),
  handover_id text references handover.handover (id),
  by text not null,
  unique (source, ref),
  check ((state = 'started') = (handover_id is not null))
);
-- However many events name a person, one request is open.
create unique index start_request_open on handover.start_request (lower(person)) where state = 'open';
create index start_request_list on handover.start_request (at desc) where state = 'open';
grant select, insert on handover.start_request to jieli_app;
grant update (trigger, freeze_at, return_at, state, handover_id) on handover.start_request to jieli_app;
grant select on handover.start_request to jieli_auditor;
