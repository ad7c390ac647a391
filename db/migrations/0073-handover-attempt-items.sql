-- An attempt is approved for one handover and one kind of thing. What it covers is written before its call leaves, is
-- never more than was said, and belongs to that handover; so no other item can ride on its approval.
create function handover.attempt_item_guard() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (
    select from added a
    join handover.attempt t on t.id = a.attempt_id
    join handover.item i on i.id = a.item_id
    where i.handover_id <> t.handover_id or i.kind <> t.kind
  ) then
    raise exception 'an item of another handover or kind cannot be part of this attempt' using errcode = 'JA008';
  end if;
  if exists (
    select from handover.attempt t
    where t.id in (select attempt_id from added)
      and (t.sent_at is not null
        or t.size < (select count(*) from handover.attempt_item x where x.attempt_id = t.id))
  ) then
    raise exception 'what an attempt covers is fixed before its call leaves' using errcode = 'JA009';
  end if;
  return null;
end $$;
create trigger attempt_items_belong after insert on handover.attempt_item
  referencing new table as added for each statement execute function handover.attempt_item_guard();

-- Nor can an item change sides afterwards.
create function handover.item_identity_guard() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception 'an item keeps its handover, kind and subject' using errcode = 'JA008';
end $$;
create trigger item_stays_itself before update on handover.item
  for each row
  when ((old.id, old.handover_id, old.kind, old.subject) is distinct from
    (new.id, new.handover_id, new.kind, new.subject))
  execute function handover.item_identity_guard();
