create schema access;
grant usage on schema access to jieli_app, jieli_auditor;

-- Times are wall times. A key acts in the name of one member with one role.
create table access.api_key (
  hash bytea primary key,
  userid text not null,
  role text not null check (role in ('hr', 'manager', 'admin', 'security', 'operator', 'auditor')),
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index api_key_of on access.api_key (userid) where revoked_at is null;
grant select, insert, update (revoked_at) on access.api_key to jieli_app;
grant select (userid, role, created_at, revoked_at) on access.api_key to jieli_auditor;
