-- Who could not be handed over well today. Counts and ids only; names are read anew when somebody opens a number.
create table handover.readiness_reading (
  id uuid primary key,
  -- Business month in Shanghai; the monthly reading exists once.
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  kind text not null check (kind in ('monthly', 'asked', 'begun')),
  asked_by text,
  started_at timestamptz not null,
  finished_at timestamptz,
  -- Why it did not come to an end, for people.
  trouble jsonb,
  check ((kind = 'asked') = (asked_by is not null))
);
create unique index readiness_monthly on handover.readiness_reading (month) where kind = 'monthly';
create index readiness_latest on handover.readiness_reading (started_at desc);

create table handover.readiness_person (
  reading_id uuid not null references handover.readiness_reading (id),
  userid text not null,
  figures jsonb not null,
  findings text[] not null,
  primary key (reading_id, userid)
);

-- A manager gets one card a month.
create table handover.readiness_card (
  month text not null,
  manager text not null,
  at timestamptz not null,
  primary key (month, manager)
);
grant select, insert on handover.readiness_reading, handover.readiness_person, handover.readiness_card to jieli_app;
grant update (finished_at, trouble) on handover.readiness_reading to jieli_app;
grant select on handover.readiness_reading, handover.readiness_person, handover.readiness_card to jieli_auditor;
