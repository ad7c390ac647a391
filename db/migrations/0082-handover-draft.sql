-- What somebody is still writing. Ids only; the text to the customers is sealed. Wall times.
create table handover.draft (
  id uuid primary key,
  owner text not null,
  body jsonb not null,
  message bytea,
  revision integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index draft_of on handover.draft (lower(owner), updated_at desc);
grant select, insert, update, delete on handover.draft to jieli_app;

-- What WeCom showed of a leaver for a preview: ids, tag ids and dates, no names. It may be read anew at any time, so a
-- crash may forget it.
create unlogged table handover.prepared (
  leaver text primary key,
  -- Wall time.
  read_at timestamptz not null,
  inventory jsonb not null
);
grant select, insert, update, delete on handover.prepared to jieli_app;
