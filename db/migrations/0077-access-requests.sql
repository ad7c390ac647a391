-- Who asked to see what; the same thing once a business day (Shanghai).
create table access.request (
  userid text not null,
  day date not null,
  about text not null,
  thing text not null,
  at timestamptz not null,
  primary key (userid, day, about, thing)
);
grant select, insert on access.request to jieli_app;

-- How many rows of items a leaver read of his own handover, page by page; kept for a day. Business time.
create table access.rows_read (
  id bigint generated always as identity primary key,
  userid text not null,
  n integer not null check (n > 0),
  at timestamptz not null
);
create index on access.rows_read (userid, at);
grant select, insert, delete on access.rows_read to jieli_app;

-- Data security was told that a leaver may be taking customers along; once a business day.
create table access.hoarding (
  userid text not null,
  day date not null,
  at timestamptz not null,
  primary key (userid, day)
);
grant select, insert on access.hoarding to jieli_app;
create index on access.reveal (userid, at);

grant select on access.request, access.hoarding to jieli_auditor;
