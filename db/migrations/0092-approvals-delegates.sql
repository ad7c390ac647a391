-- Whoever is away lets somebody decide in his place, for a time. A delegate inherits every conflict: he is no party to
-- what he decides, and he counts as the one head he is. Business times.
create table approvals.delegation (
  id uuid primary key,
  person text not null,
  delegate text not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  ended_at timestamptz,
  check (approvals.are_userids(array[person, delegate])),
  check (lower(person) <> lower(delegate)),
  check (until_at > from_at)
);
create index delegation_of on approvals.delegation (lower(delegate), until_at);
create index delegation_by on approvals.delegation (lower(person), until_at);
grant select, insert, update (ended_at) on approvals.delegation to jieli_app;
grant select on approvals.delegation to jieli_auditor;

-- One after the other, in the order of the seats, or all at once.
alter table approvals.policy add column in_order boolean not null default false;
alter table approvals.approval_set
  add column in_order boolean not null default false,
  -- Who decided, where it was not the person of the seat.
  add column manager_by text,
  add column hr_by text,
  add column admin_by text,
  add column security_by text;
grant insert (in_order) on approvals.approval_set to jieli_app;
grant update (manager_by, hr_by, admin_by, security_by) on approvals.approval_set to jieli_app;

create or replace function approvals.guard_change() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  was jsonb := to_jsonb(old);
  becomes jsonb := to_jsonb(new);
  seat text;
  before text;
  actor text;
  changeable text[] := array['voided_at', 'voided_why'];
begin
  foreach seat in array array['manager', 'hr', 'admin', 'security'] loop
    changeable := changeable || array[seat || '_decision', seat || '_at', seat || '_reason', seat || '_by'];
  end loop;
  if (was - changeable) is distinct from (becomes - changeable) then
    raise exception 'what was asked for approval cannot be changed' using errcode = 'JA010';
  end if;

  foreach seat in array array['manager', 'hr', 'admin', 'security'] loop
    if was ->> (seat || '_decision') is not null then
      if (was -> (seat || '_decision'), was -> (seat || '_at'), was -> (seat || '_reason'), was -> (seat || '_by'))
        is distinct from
        (becomes -> (seat || '_decision'), becomes -> (seat || '_at'), becomes -> (seat || '_reason'),
          becomes -> (seat || '_by')) then
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
      actor := becomes ->> (seat || '_by');
      if actor is not null then
        if not approvals.are_userids(array[actor])
          or approvals.overlap(array[actor], array[old.leaver, old.initiator] || old.successors) then
          raise exception 'a delegate may be no party' using errcode = 'JA016';
        end if;
        if not exists (
          select from approvals.delegation d
          where lower(d.person) = lower(was ->> seat) and lower(d.delegate) = lower(actor)
            and d.from_at <= (becomes ->> (seat || '_at'))::timestamptz
            and d.until_at > (becomes ->> (seat || '_at'))::timestamptz
            and (d.ended_at is null or d.ended_at > (becomes ->> (seat || '_at'))::timestamptz)
        ) then
          raise exception '% does not stand for the seat %', actor, seat using errcode = 'JA017';
        end if;
      end if;
      if old.in_order then
        foreach before in array array['manager', 'hr', 'admin', 'security'] loop
          exit when before = seat;
          if becomes ->> (before || '_decision') is distinct from 'yes' then
            raise exception 'the seat % comes before %', before, seat using errcode = 'JA018';
          end if;
        end loop;
      end if;
    elsif becomes ->> (seat || '_by') is not null then
      raise exception 'nobody decided for the seat %', seat using errcode = 'JA011';
    end if;
  end loop;

  if old.voided_at is not null
    and (old.voided_at, old.voided_why) is distinct from (new.voided_at, new.voided_why) then
    raise exception 'approval set % stays void', old.id using errcode = 'JA013';
  end if;
  return new;
end $$;

create or replace function approvals.require_valid(set_id uuid, hash text, at timestamptz) returns void
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
  -- One delegate of three people is one head.
  if approvals.head_count(array[coalesce(s.manager_by, s.manager), coalesce(s.hr_by, s.hr),
    coalesce(s.admin_by, s.admin), coalesce(s.security_by, s.security)]) < greatest(2, s.min_people) then
    raise exception 'too few people decided on approval set %', set_id using errcode = 'JA019';
  end if;
  if hash is distinct from s.envelope_hash then
    raise exception 'approval set % is for something else', set_id using errcode = 'JA005';
  end if;
end $$;

-- What was asked one after the other is fixed with the policy of that time.
create or replace function approvals.guard_order() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.in_order is distinct from (select p.in_order from approvals.policy p where p.version = new.policy_version) then
    raise exception 'the order is that of the policy' using errcode = 'JA014';
  end if;
  return new;
end $$;
revoke execute on function approvals.guard_order from public;
create trigger guard_request_order before insert on approvals.approval_set
  for each row execute function approvals.guard_order();

-- Who was reminded of what, at most once a day. Business times.
create table handover.reminder (
  handover_id text not null references handover.handover (id),
  person text not null,
  what text not null,
  day date not null,
  primary key (handover_id, person, what, day)
);
grant select, insert on handover.reminder to jieli_app;
grant select on handover.reminder to jieli_auditor;
