-- What leads new customers to a person is re-pointed by one call each: codes of 联系我, 获客链接, seats of 微信客服.
alter table handover.item
  drop constraint item_kind_check,
  add constraint item_kind_check check (kind in ('customer', 'group', 'code', 'link', 'seat', 'account'));
alter table handover.attempt
  drop constraint attempt_kind_check,
  add constraint attempt_kind_check check (kind in ('customer', 'group', 'code', 'link', 'seat', 'account'));
