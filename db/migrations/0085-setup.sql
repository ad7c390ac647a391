-- Connecting a company: its settings where the environment names none, and who stands for what. Wall times.
create schema setup;
grant usage on schema setup to jieli_app, jieli_auditor;

create table setup.setting (
  name text primary key check (
    name in ('corpId', 'agentId', 'appSecret', 'contactsSecret', 'callbackToken', 'callbackAesKey')
  ),
  sealed bytea not null,
  by text not null,
  at timestamptz not null
);
grant select, insert, update (sealed, by, at) on setup.setting to jieli_app;
grant select (name, by, at) on setup.setting to jieli_auditor;

-- The file that proves the trusted domain; the newest is answered.
create table setup.domain_file (
  path text primary key check (path ~ '^/WW_verify_[A-Za-z0-9]{1,64}\.txt$'),
  content text not null check (octet_length(content) between 1 and 1024),
  by text not null,
  at timestamptz not null
);
grant select, insert, update (content, by, at) on setup.domain_file to jieli_app;

-- What no call of WeCom can tell: a person looked and stands for it.
create table setup.tick (
  step text primary key,
  by text not null,
  at timestamptz not null
);
grant select, insert, delete on setup.tick to jieli_app;

-- When WeCom last asked whether a callback address is ours, and when it last called it.
create table setup.callback_seen (
  address text primary key,
  verified_at timestamptz,
  verified_ms integer check (verified_ms >= 0),
  event_at timestamptz
);
grant select, insert, update on setup.callback_seen to jieli_app;

grant select on setup.domain_file, setup.tick, setup.callback_seen to jieli_auditor;

-- Whoever installs it comes before any member can log in: by a one-time link that is printed at start.
create table access.installer_link (
  hash bytea primary key check (octet_length(hash) = 32),
  expires_at timestamptz not null,
  used_at timestamptz
);
create table access.installer_session (
  hash bytea primary key check (octet_length(hash) = 32),
  expires_at timestamptz not null
);
grant select, insert, update (used_at), delete on access.installer_link to jieli_app;
grant select, insert, delete on access.installer_session to jieli_app;
