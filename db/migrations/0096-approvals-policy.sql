-- Who must say yes may depend on why and how much is handed over. A version of the policy is one row, so that what was
-- confirmed is exactly what was proposed. Of its rules the first that fits counts; four seats are always asked, and
-- two people is the floor of every rule. All times are business times that are passed in.

-- One rule: {"trigger"?, "below"?, "minPeople", "inOrder", "decideHours", "remindHours"}; a rule without trigger is for
-- all of them, `below` is a number of items. The last rule is for everything, so no handover is without a rule.
create function approvals.are_rules(rules jsonb) returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(
    jsonb_typeof(rules) = 'array' and jsonb_array_length(rules) between 1 and 20
    and not (rules -> -1 ? 'trigger') and not (rules -> -1 ? 'below')
    and (
      select bool_and(
        case when jsonb_typeof(r) = 'object' then coalesce(
          r - array['trigger', 'below', 'minPeople', 'inOrder', 'decideHours', 'remindHours'] = '{}'::jsonb
          and (not (r ? 'trigger') or (jsonb_typeof(r -> 'trigger') = 'string' and r ->> 'trigger' ~ '^[a-z]{1,20}$'))
          and (not (r ? 'below') or r ->> 'below' ~ '^[1-9][0-9]{0,6}$')
          and jsonb_typeof(r -> 'inOrder') = 'boolean'
          and r ->> 'minPeople' ~ '^[234]$'
          and r ->> 'decideHours' ~ '^[1-9][0-9]{0,2}$'
          and r ->> 'remindHours' ~ '^[1-9][0-9]{0,2}$'
          and (r ->> 'decideHours')::integer <= 720
          and (r ->> 'remindHours')::integer <= (r ->> 'decideHours')::integer, false)
        else false end)
      from jsonb_array_elements(case when jsonb_typeof(rules) = 'array' then rules else '[]' end) r
    ), false)
$$;

-- The rule for this trigger and number of items. The same choice as policyFor in the program.
create function approvals.rule_for(rules jsonb, trigger text, items numeric) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select r from jsonb_array_elements(rules) with ordinality as e (r, place)
  where (not (r ? 'trigger') or r ->> 'trigger' = trigger)
    and (not (r ? 'below') or items < (r ->> 'below')::numeric)
  order by place limit 1
$$;

-- Items of all kinds together. Raises where one is no whole number from 0 on: a negative one would make others vanish.
create function approvals.items_of(envelope jsonb) returns numeric
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  items jsonb := envelope #> '{scope,items}';
begin
  if jsonb_typeof(items) is distinct from 'object' then return 0; end if;
  if exists (select from jsonb_each_text(items) e where (e.value ~ '^[0-9]{1,9}$') is not true) then
    raise exception 'the items of an envelope are whole numbers' using errcode = 'JA020';
  end if;
  return (select coalesce(sum(e.value::numeric), 0) from jsonb_each_text(items) e);
end $$;

alter table approvals.approval_set drop constraint approval_set_policy_version_min_people_fkey;
alter table approvals.policy drop constraint policy_check;
alter table approvals.policy rename column confirmed_by to decided_by;
alter table approvals.policy
  add column rules jsonb,
  add column decision text check (decision in ('yes', 'no', 'withdrawn')),
  add column decided_at timestamptz;
-- Before this row nothing ran out before the handover did; a week is the new end of waiting, a day was the reminder.
update approvals.policy set decision = 'yes', decided_at = at, rules = jsonb_build_array(jsonb_build_object(
  'minPeople', min_people, 'inOrder', in_order, 'decideHours', 168, 'remindHours', 24));
alter table approvals.policy
  alter column rules set not null,
  drop column min_people,
  drop column in_order,
  add constraint rules_are_rules check (approvals.are_rules(rules)),
  add constraint decision_whole check (
    (decision is null) = (decided_at is null) and (decided_at is null or decided_at >= at)
    and (version = 1 or (decision is null) = (decided_by is null))
  ),
  -- Four eyes: nobody lets his own proposal come true, and only he withdraws it.
  add constraint four_eyes check (version = 1 or (
    proposed_by is not null and approvals.are_userids(array[proposed_by])
    and (decided_by is null or (
      approvals.are_userids(array[decided_by])
      and (lower(proposed_by) = lower(decided_by)) = (decision = 'withdrawn')
    ))
  ));
create unique index policy_proposed on approvals.policy ((true)) where decision is null;

create function approvals.guard_policy() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    if new.decision is not null then
      raise exception 'a policy starts as a proposal' using errcode = 'JA021';
    end if;
    if new.version <> (select max(version) + 1 from approvals.policy) then
      raise exception 'policy % does not follow the last one', new.version using errcode = 'JA021';
    end if;
  elsif old.decision is not null then
    raise exception 'policy % is decided', old.version using errcode = 'JA021';
  elsif (old.version, old.rules, old.at, old.proposed_by) is distinct from
    (new.version, new.rules, new.at, new.proposed_by) then
    raise exception 'what was proposed cannot be changed' using errcode = 'JA021';
  end if;
  return new;
end $$;
create trigger guard_policy before insert or update on approvals.policy
  for each row execute function approvals.guard_policy();

-- What a set was asked with stays with it. The last two are set by the database, from the policy.
alter table approvals.approval_set
  add foreign key (policy_version) references approvals.policy (version),
  add column remind_hours integer not null default 24,
  add column decide_by timestamptz;
update approvals.approval_set set decide_by = expires_at;
alter table approvals.approval_set
  alter column decide_by set not null,
  add constraint decides_in_time check (decide_by > requested_at and decide_by <= expires_at);

create or replace function approvals.guard_request() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.manager_decision is not null or new.hr_decision is not null or new.admin_decision is not null
    or new.security_decision is not null or new.voided_at is not null then
    raise exception 'an approval set starts undecided' using errcode = 'JA010';
  end if;
  if new.policy_version is distinct from (select max(version) from approvals.policy where decision = 'yes') then
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

-- The rule is that of the envelope's own trigger and size, whatever the program believed.
create or replace function approvals.guard_order() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  rule jsonb := (
    select approvals.rule_for(p.rules, new.envelope::jsonb ->> 'trigger', approvals.items_of(new.envelope::jsonb))
    from approvals.policy p where p.version = new.policy_version
  );
begin
  if new.in_order is distinct from (rule ->> 'inOrder')::boolean
    or new.min_people is distinct from (rule ->> 'minPeople')::integer then
    raise exception 'order and number of people are those of the policy' using errcode = 'JA014';
  end if;
  new.remind_hours := (rule ->> 'remindHours')::integer;
  new.decide_by := least(new.expires_at, new.requested_at + make_interval(hours => (rule ->> 'decideHours')::integer));
  return new;
end $$;

-- After the time to decide no seat decides any more, though a complete set holds until it expires.
create function approvals.guard_time() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  seat text;
begin
  foreach seat in array array['manager', 'hr', 'admin', 'security'] loop
    if to_jsonb(old) ->> (seat || '_decision') is null
      and (to_jsonb(new) ->> (seat || '_at'))::timestamptz >= old.decide_by then
      raise exception 'approval set % is not open at that time', old.id using errcode = 'JA003';
    end if;
  end loop;
  return new;
end $$;
create trigger guard_time before update on approvals.approval_set
  for each row execute function approvals.guard_time();

revoke execute on function approvals.are_rules, approvals.rule_for, approvals.items_of, approvals.guard_policy,
  approvals.guard_time from public;
grant execute on function approvals.are_rules, approvals.rule_for to jieli_app;
revoke insert on approvals.policy from jieli_app;
grant insert (version, rules, at, proposed_by), update (decision, decided_by, decided_at) on approvals.policy
  to jieli_app;
