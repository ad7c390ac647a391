-- A mirror of the people and departments of the company, filled by reading WeCom again and again.
create schema directory;
grant usage on schema directory to jieli_app, jieli_auditor;

create table directory.person (
  userid text primary key,
  -- null: known by id only, outside the app's visible range or not read yet.
  name_sealed bytea,
  departments integer[] not null default '{}',
  main_department integer,
  -- Departments this person leads, and the direct leader.
  leads integer[] not null default '{}',
  leaders text[] not null default '{}',
  status text not null check (status in ('active', 'disabled', 'inactive', 'left', 'deleted', 'unknown')),
  -- Business time: when status, departments or name last changed for us, and when WeCom last showed the details.
  changed_at timestamptz not null,
  seen_at timestamptz
);
create index on directory.person (lower(userid));
create index on directory.person using gin (departments);
create index on directory.person (status) where status <> 'active';
grant select, insert, update on directory.person to jieli_app;

create table directory.department (
  id integer primary key,
  name text,
  parent_id integer not null,
  position bigint not null default 0,
  leaders text[] not null default '{}',
  gone boolean not null default false,
  -- Wall time: members were last read. The oldest is read first.
  read_at timestamptz
);
create index on directory.department (parent_id);
create index on directory.department (read_at nulls first) where not gone;
grant select, insert, update on directory.department to jieli_app;

-- What a poll noticed, for others to act on; append-only. Ids grow in the order of commits.
create table directory.change (
  id bigint generated always as identity primary key,
  userid text not null,
  what text not null check (what in
    ('joined', 'activated', 'disabled', 'enabled', 'left', 'deleted', 'returned', 'moved', 'renamed')),
  noticed_at timestamptz not null
);
create index on directory.change (userid, id);
grant select, insert on directory.change to jieli_app;

-- The ids of the listing that is being read. It may vanish in a crash: the next poll reads it anew.
create unlogged table directory.listed (
  round bigint not null,
  userid text not null,
  primary key (round, userid)
);
grant select, insert, delete on directory.listed to jieli_app;

-- Missing in the last complete listing; missing in the next one too means deleted.
create table directory.missing (
  userid text primary key references directory.person
);
grant select, insert, delete on directory.missing to jieli_app;

-- One row: when the next poll is due (wall time) and how many listings were complete.
create table directory.poll (
  one boolean primary key default true check (one),
  next_at timestamptz not null default '-infinity',
  round bigint not null default 0
);
insert into directory.poll default values;
grant select, update on directory.poll to jieli_app;

grant select on directory.department, directory.change, directory.missing, directory.poll to jieli_auditor;
grant select (userid, departments, main_department, leads, leaders, status, changed_at, seen_at)
  on directory.person to jieli_auditor;
