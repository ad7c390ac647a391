-- In which groups of the leaver a customer is, as the inventory saw it; WeCom lists groups by owner, never by customer.
create table handover.group_customer (
  handover_id text not null references handover.handover (id),
  customer text not null,
  chat_id text not null,
  primary key (handover_id, customer, chat_id)
);
grant select, insert on handover.group_customer to jieli_app;
grant select on handover.group_customer to jieli_auditor;

-- The history of who served a customer is asked for by customer.
create index item_of_subject on handover.item (subject) where kind = 'customer';
