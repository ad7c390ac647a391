-- Who wrote the plan as it is now; null: the initiator.
alter table handover.handover add column planned_by text;
