-- WeCom tells no upper from lower case in a userid, so neither may "one handover per person at a time".
drop index handover.handover_open_leaver;
create unique index handover_open_leaver on handover.handover (lower(leaver))
  where state not in ('reported', 'cancelled');
drop index handover.attempt_one_open;
create unique index attempt_one_open on handover.attempt (lower(giver)) where state in ('ready', 'open');

-- A valid set covers only what the four were shown: this leaver, and the successors they agreed to.
create function handover.attempt_inside_envelope() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (
    select from approvals.approval_set s
    where s.id = new.approval_set_id and lower(s.leaver) = lower(new.giver)
      and (new.taker is null or lower(new.taker) in (select lower(p) from unnest(s.successors) p))
  ) then
    raise exception 'approval set % does not cover % to %', new.approval_set_id, new.giver, new.taker
      using errcode = 'JA007';
  end if;
  return new;
end $$;
revoke execute on function handover.attempt_inside_envelope from public;
-- After the guard of approvals, whose refusals say more: triggers fire in the order of their names.
create trigger attempt_stays_inside before insert on handover.attempt
  for each row execute function handover.attempt_inside_envelope();
