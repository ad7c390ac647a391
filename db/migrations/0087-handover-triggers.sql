-- Four triggers; what is lent comes back; a handover can be paused, and ended after something has moved.
alter table handover.handover
  drop constraint handover_trigger_check,
  drop constraint handover_state_check,
  add constraint handover_trigger_check check (trigger in ('resign', 'dismiss', 'move', 'leave')),
  add constraint handover_state_check check (state in ('collecting', 'confirming', 'approving', 'executing', 'waiting',
    'verifying', 'closing', 'lent', 'reported', 'cancelled')),
  -- How things leave: while the leaver is a member (在职继承), or after he was deleted (离职继承).
  add column way text not null default 'in-service' check (way in ('in-service', 'resigned')),
  add column leg text not null default 'out' check (leg in ('out', 'back')),
  add column ending text check (ending in ('stay', 'back')),
  add column access_ends text not null default 'at-freeze' check (access_ends in ('at-freeze', 'at-once')),
  -- Business times.
  add column return_at timestamptz,
  add column back_until timestamptz,
  add column access_ended_at timestamptz,
  add column paused_at timestamptz,
  add constraint leave_returns check (trigger <> 'leave' or return_at is not null),
  -- Nothing goes back without a time at which trying ends.
  add constraint back_ends check (leg = 'out' or back_until is not null);

-- Who gives it; null: the leaver. On the way back the successor who had it.
alter table handover.item add column giver text;

alter table handover.plan_version add column trigger text not null default 'resign';
alter table handover.plan_version add column return_at timestamptz;

-- On the way back what the four agreed to holds the other way round: from one of the successors to the leaver.
create or replace function handover.attempt_inside_envelope() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (
    select from approvals.approval_set s
    join handover.handover h on h.id = s.handover_id
    where s.id = new.approval_set_id and (
      (lower(s.leaver) = lower(new.giver)
        and (new.taker is null or lower(new.taker) in (select lower(p) from unnest(s.successors) p)))
      or (h.leg = 'back' and new.taker is not null and lower(s.leaver) = lower(new.taker)
        and lower(new.giver) in (select lower(p) from unnest(s.successors) p))
    )
  ) then
    return new;
  end if;
  raise exception 'approval set % does not cover % to %', new.approval_set_id, new.giver, new.taker
    using errcode = 'JA007';
end $$;
