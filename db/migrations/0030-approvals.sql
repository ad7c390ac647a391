-- Who said yes to what. The rules stand here a second time, so that no path around the program makes a set valid.
-- All times are business times that are passed in.
create schema approvals;
grant usage on schema approvals to jieli_app, jieli_auditor;

-- WeCom tells no upper from lower case in a userid, so neither may a comparison of people.
create function approvals.are_userids(people text[]) returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$ select coalesce(bool_and(coalesce(p ~ '^[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}$', false)), true) from unnest(people) p $$;

create function approvals.head_count(people text[]) returns integer
language sql immutable
set search_path = pg_catalog, pg_temp
as $$ select count(distinct lower(p))::integer from unnest(people) p $$;

create function approvals.overlap(these text[], those text[]) returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$ select exists (select from unnest(these) a join unnest(those) b on lower(a) = lower(b)) $$;

-- Small organisations may let one person hold two or three seats; two people is the floor.
create table approvals.policy (
  version integer primary key check (version > 0),
  min_people integer not null check (min_people between 2 and 4),
  at timestamptz not null,
  proposed_by text,
  confirmed_by text,
  unique (version, min_people),
  check (version = 1 or (
    proposed_by is not null and confirmed_by is not null
    and approvals.are_userids(array[proposed_by, confirmed_by])
    and lower(proposed_by) <> lower(confirmed_by)
  ))
);
insert into approvals.policy (version, min_people, at) values (1, 4, '2020-01-01T00:00:00Z');

create table approvals.approval_set (
  id uuid primary key,
  handover_id text not null check (handover_id <> ''),
  -- Canonical JSON, ids only. The hash is proved here, and the people below are those the hash covers.
  envelope text not null,
  envelope_hash text not null,
  leaver text not null,
  successors text[] not null,
  initiator text not null,
  manager text not null,
  hr text not null,
  admin text not null,
  security text not null,
  min_people integer not null,
  policy_version integer not null,
  requested_at timestamptz not null,
  expires_at timestamptz not null,

  manager_decision text check (manager_decision in ('yes', 'no')),
  manager_at timestamptz,
  manager_reason bytea,
  hr_decision text check (hr_decision in ('yes', 'no')),
  hr_at timestamptz,
  hr_reason bytea,
  admin_decision text check (admin_decision in ('yes', 'no')),
  admin_at timestamptz,
  admin_reason bytea,
  security_decision text check (security_decision in ('yes', 'no')),
  security_at timestamptz,
  security_reason bytea,

  voided_at timestamptz,
  voided_why text check (voided_why ~ '^[A-Z][A-Z_]*$'),

  unique (id, handover_id),
  foreign key (policy_version, min_people) references approvals.policy (version, min_people),

  constraint hash_is_of_envelope check (
    envelope_hash = encode(sha256(convert_to(envelope, 'UTF8')), 'hex')
  ),
  -- "is true": a missing field would make a comparison unknown, and a check lets unknown pass.
  constraint envelope_names_the_same check ((
    (envelope::jsonb #>> '{scope,handover}') = handover_id
    and (envelope::jsonb #>> '{scope,leaver}') = leaver
    and (envelope::jsonb -> 'successors') = to_jsonb(successors)
  ) is true),
  constraint people_are_userids check (
    approvals.are_userids(array[leaver, initiator, manager, hr, admin, security] || successors)
  ),
  constraint leaver_is_no_successor check (not approvals.overlap(array[leaver], successors)),
  constraint approver_is_not_the_leaver check (
    not approvals.overlap(array[manager, hr, admin, security], array[leaver])
  ),
  constraint approver_is_no_successor check (
    not approvals.overlap(array[manager, hr, admin, security], successors)
  ),
  constraint approver_is_not_the_initiator check (
    not approvals.overlap(array[manager, hr, admin, security], array[initiator])
  ),
  constraint enough_people check (
    approvals.head_count(array[manager, hr, admin, security]) >= greatest(2, min_people)
  ),
  constraint expires_later check (expires_at > requested_at),
  constraint manager_whole check (
    (manager_decision is null) = (manager_at is null) and (manager_reason is null or manager_at is not null)
  ),
  constraint hr_whole check (
    (hr_decision is null) = (hr_at is null) and (hr_reason is null or hr_at is not null)
  ),
  constraint admin_whole check (
    (admin_decision is null) = (admin_at is null) and (admin_reason is null or admin_at is not null)
  ),
  constraint security_whole check (
    (security_decision is null) = (security_at is null)
    and (security_reason is null or security_at is not null)
  ),
  constraint void_whole check ((voided_at is null) = (voided_why is null) and voided_at >= requested_at)
);
-- A handover has one live set: before a new one is asked for, the old one is voided.
create unique index approval_set_live on approvals.approval_set (handover_id) where voided_at is null;
create index approval_set_of on approvals.approval_set (handover_id, requested_at);

create function approvals.guard_request() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.manager_decision is not null or new.hr_decision is not null or new.admin_decision is not null
    or new.security_decision is not null or new.voided_at is not null then
    raise exception 'an approval set starts undecided' using errcode = 'JA010';
  end if;
  if new.policy_version <> (select max(version) from approvals.policy) then
    raise exception 'approval policy % is not the newest', new.policy_version using errcode = 'JA014';
  end if;
  -- A fall-back hidden in a rule would be a successor whom the checks above never saw.
  if exists (
    select from jsonb_path_query(new.envelope::jsonb, '$.rules[*].to') p
    where not (p #>> '{}') = any (new.successors)
    union all
    select from jsonb_path_query(new.envelope::jsonb, '$.rules[*].fallbacks[*]') p
    where not (p #>> '{}') = any (new.successors)
  ) then
    raise exception 'a rule names somebody who is no successor' using errcode = 'JA015';
  end if;
  return new;
end $$;
create trigger guard_request before insert on approvals.approval_set
  for each row execute function approvals.guard_request();

create function approvals.guard_change() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  was jsonb := to_jsonb(old);
  becomes jsonb := to_jsonb(new);
  seat text;
  changeable text[] := array['voided_at', 'voided_why'];
begin
  foreach seat in array array['manager', 'hr', 'admin', 'security'] loop
    changeable := changeable || array[seat || '_decision', seat || '_at', seat || '_reason'];
  end loop;
  if (was - changeable) is distinct from (becomes - changeable) then
    raise exception 'what was asked for approval cannot be changed' using errcode = 'JA010';
  end if;

  foreach seat in array array['manager', 'hr', 'admin', 'security'] loop
    if was ->> (seat || '_decision') is not null then
      if (was -> (seat || '_decision'), was -> (seat || '_at'), was -> (seat || '_reason'))
        is distinct from
        (becomes -> (seat || '_decision'), becomes -> (seat || '_at'), becomes -> (seat || '_reason')) then
        raise exception 'the seat % has decided', seat using errcode = 'JA011';
      end if;
    elsif becomes ->> (seat || '_decision') is not null then
      if old.voided_at is not null or new.voided_at is not null then
        raise exception 'approval set % is void', old.id using errcode = 'JA002';
      end if;
      if 'no' in (old.manager_decision, old.hr_decision, old.admin_decision, old.security_decision) then
        raise exception 'approval set % was rejected', old.id using errcode = 'JA012';
      end if;
      if ((becomes ->> (seat || '_at'))::timestamptz >= old.requested_at
        and (becomes ->> (seat || '_at'))::timestamptz < old.expires_at) is not true then
        raise exception 'approval set % is not open at that time', old.id using errcode = 'JA003';
      end if;
    end if;
  end loop;

  if old.voided_at is not null
    and (old.voided_at, old.voided_why) is distinct from (new.voided_at, new.voided_why) then
    raise exception 'approval set % stays void', old.id using errcode = 'JA013';
  end if;
  return new;
end $$;
create trigger guard_change before update on approvals.approval_set
  for each row execute function approvals.guard_change();

-- Raises unless the set allows, at the business time `at`, what has this hash. The lock makes a concurrent void wait
-- until the caller's transaction ends: whatever was opened was opened before it.
create function approvals.require_valid(set_id uuid, hash text, at timestamptz) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  s approvals.approval_set;
begin
  select * into s from approvals.approval_set where id = set_id for share;
  if s.id is null then
    raise exception 'no approval set %', set_id using errcode = 'JA001';
  end if;
  if s.voided_at is not null then
    raise exception 'approval set % is void', set_id using errcode = 'JA002';
  end if;
  if (s.manager_decision = 'yes' and s.hr_decision = 'yes' and s.admin_decision = 'yes'
    and s.security_decision = 'yes') is not true then
    raise exception 'approval set % is not complete', set_id using errcode = 'JA004';
  end if;
  if (at < s.expires_at and at >= greatest(s.manager_at, s.hr_at, s.admin_at, s.security_at)) is not true then
    raise exception 'approval set % does not hold at that time', set_id using errcode = 'JA003';
  end if;
  if hash is distinct from s.envelope_hash then
    raise exception 'approval set % is for something else', set_id using errcode = 'JA005';
  end if;
end $$;

-- For any table of attempts: before insert (or update of these columns). Reads approval_set_id, envelope_hash and
-- opened_at, and handover_id where the table has it, so that a set of one handover never covers another.
-- Emergencies: when they come, a migration adds approvals.emergency and lets this function accept, in place of
-- approval_set_id, an emergency_id whose row names two people of different lines and has not run out.
create function approvals.attempt_guard() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  attempt jsonb := to_jsonb(new);
begin
  perform approvals.require_valid(new.approval_set_id, new.envelope_hash, new.opened_at);
  if attempt ? 'handover_id' and not exists (
    select from approvals.approval_set s
    where s.id = new.approval_set_id and s.handover_id = attempt ->> 'handover_id'
  ) then
    raise exception 'approval set % is of another handover', new.approval_set_id using errcode = 'JA006';
  end if;
  return new;
end $$;

revoke execute on all functions in schema approvals from public;
grant execute on function approvals.are_userids, approvals.head_count, approvals.overlap, approvals.require_valid
  to jieli_app;

grant select, insert on approvals.policy to jieli_app;
grant select on approvals.approval_set to jieli_app;
grant insert (id, handover_id, envelope, envelope_hash, leaver, successors, initiator, manager, hr, admin, security,
  min_people, policy_version, requested_at, expires_at) on approvals.approval_set to jieli_app;
grant update (manager_decision, manager_at, manager_reason, hr_decision, hr_at, hr_reason, admin_decision, admin_at,
  admin_reason, security_decision, security_at, security_reason, voided_at, voided_why)
  on approvals.approval_set to jieli_app;
grant select on approvals.policy, approvals.approval_set to jieli_auditor;
