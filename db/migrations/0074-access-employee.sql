-- Every member is an employee; a key may act as one.
alter table access.api_key drop constraint api_key_role_check;
alter table access.api_key add constraint api_key_role_check
  check (role in ('employee', 'hr', 'manager', 'admin', 'security', 'auditor', 'operator'));
