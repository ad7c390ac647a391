-- While both are there (双轨), whoever takes over asks the leaver; a question stands until it is answered.
alter table handover.task
  drop constraint task_kind_check,
  add constraint task_kind_check check (kind in ('membership', 'permission', 'document', 'drive', 'schedule', 'promise',
    'issue', 'code', 'system', 'question', 'other'));
