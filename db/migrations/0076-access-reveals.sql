-- What was shown in clear, and to whom; `day` is the business day in Shanghai.
create table access.reveal (
  id uuid primary key,
  userid text not null,
  day date not null,
  -- The n-th of this person on this day: two at once cannot take the same place.
  n integer not null,
  handover_id text not null,
  item_id uuid not null,
  field text not null,
  purpose text not null,
  at timestamptz not null,
  unique (userid, day, n)
);
create index on access.reveal (handover_id);
grant select, insert on access.reveal to jieli_app;

-- A security officer lets somebody see more today.
create table access.reveal_allowance (
  id uuid primary key,
  userid text not null,
  day date not null,
  more integer not null check (more between 1 and 30),
  given_by text not null,
  at timestamptz not null,
  check (lower(userid) <> lower(given_by))
);
create index on access.reveal_allowance (userid, day);
grant select, insert on access.reveal_allowance to jieli_app;

grant select on access.reveal, access.reveal_allowance to jieli_auditor;
