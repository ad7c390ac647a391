-- What customers are told is free text of people, often with a name in it: sealed in the handover's scope.
alter table handover.handover add column message bytea;
update handover.handover set plan = plan - 'messageToCustomers';
