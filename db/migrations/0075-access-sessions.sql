-- Logins, sessions and roles of people. Times are wall times unless the column says otherwise.

-- A role that was given; 'employee' and 'manager' follow from the contacts and are never given.
create table access.role_grant (
  userid text not null,
  role text not null check (role in ('hr', 'admin', 'security', 'auditor')),
  given_by text not null,
  given_at timestamptz not null,
  primary key (userid, role)
);
create index on access.role_grant (lower(userid));
create index on access.role_grant (role);
grant select, insert, delete on access.role_grant to jieli_app;

-- Who looks after the system and who looks after its proofs are never the same person.
create function access.keep_roles_apart() returns trigger language plpgsql as $$
begin
  if exists (
    select from access.role_grant g where lower(g.userid) = lower(new.userid)
      and ((new.role = 'admin' and g.role in ('security', 'auditor'))
        or (new.role in ('security', 'auditor') and g.role = 'admin'))) then
    raise exception 'roles of % must stay apart', new.userid using errcode = 'JA020';
  end if;
  return new;
end $$;
create trigger keep_roles_apart before insert on access.role_grant
  for each row execute function access.keep_roles_apart();

-- One administrator proposes, a security officer decides.
create table access.role_proposal (
  id uuid primary key,
  userid text not null,
  role text not null check (role in ('hr', 'admin', 'security', 'auditor')),
  give boolean not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  decision boolean,
  check (lower(decided_by) <> lower(proposed_by) or decided_by = 'rule')
);
create unique index on access.role_proposal (lower(userid), role) where decided_at is null;
grant select, insert, update (decided_by, decided_at, decision) on access.role_proposal to jieli_app;

-- A login on its way to WeCom and back; used once.
create table access.login (
  state_hash bytea primary key,
  -- The browser that began it.
  nonce_hash bytea not null,
  return_to text not null,
  -- The one-time link of the first administrator, when that began it.
  first_hash bytea,
  expires_at timestamptz not null
);
create index on access.login (expires_at);
grant select, insert, delete on access.login to jieli_app;

create table access.session (
  id uuid primary key,
  hash bytea not null unique,
  -- The key before the last rotation; good for a moment, for requests that were under way.
  previous_hash bytea,
  userid text not null,
  created_at timestamptz not null,
  rotated_at timestamptz not null,
  seen_at timestamptz not null,
  ended_at timestamptz,
  ended_why text
);
create index on access.session (previous_hash) where ended_at is null;
create index on access.session (lower(userid)) where ended_at is null;
grant select, insert, update on access.session to jieli_app;

-- The link printed at start while nobody is administrator.
create table access.first_admin (
  hash bytea primary key,
  expires_at timestamptz not null,
  used_at timestamptz
);
grant select, insert, update (used_at), delete on access.first_admin to jieli_app;

grant select on access.role_grant, access.role_proposal to jieli_auditor;
grant select (id, userid, created_at, seen_at, ended_at, ended_why) on access.session to jieli_auditor;
