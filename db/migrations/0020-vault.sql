-- Keys, never plain: the root key lives outside the database, wraps the tenant key, which wraps the data keys.
-- Times here are wall time and only for operators; no rule reads them.
create schema vault;
grant usage on schema vault to jieli_app, jieli_auditor;

create table vault.tenant_key (
  tenant text not null check (tenant <> ''),
  version integer not null check (version > 0),
  created_at timestamptz not null default now(),
  primary key (tenant, version)
);

-- One tenant key may be wrapped by two root keys for a while: that is how the root key is changed without a stop.
create table vault.tenant_key_wrap (
  tenant text not null,
  version integer not null,
  -- A fingerprint that does not tell the key.
  root_key_id text not null check (root_key_id ~ '^[0-9a-f]{16}$'),
  wrapped bytea not null check (octet_length(wrapped) = 61),
  created_at timestamptz not null default now(),
  primary key (tenant, version, root_key_id),
  foreign key (tenant, version) references vault.tenant_key on delete cascade
);

create table vault.data_key (
  tenant text not null,
  scope_kind text not null check (
    scope_kind in ('tenant', 'directory', 'handover', 'archive-month', 'issue-year', 'audit-month')
  ),
  scope_id text not null check (scope_id <> ''),
  version integer not null check (version > 0),
  wrapped bytea not null check (octet_length(wrapped) = 61),
  tenant_key_version integer not null,
  -- How often a nonce was drawn for this key, as far as processes have reported it.
  uses bigint not null default 0 check (uses >= 0),
  created_at timestamptz not null default now(),
  primary key (tenant, scope_kind, scope_id, version),
  -- A tenant key in use cannot be removed.
  foreign key (tenant, tenant_key_version) references vault.tenant_key (tenant, version)
);
create index data_key_by_tenant_key on vault.data_key (tenant, tenant_key_version);

-- What was destroyed for good. It outlives every restore: a key that comes back with a backup is refused.
create table vault.shredded (
  tenant text not null,
  scope_kind text not null,
  scope_id text not null,
  shredded_at timestamptz not null default now(),
  primary key (tenant, scope_kind, scope_id)
);

create function vault.scope_lock(tenant text, scope_kind text, scope_id text) returns bigint
language sql immutable
set search_path = pg_catalog, pg_temp
as $$ select hashtextextended(jsonb_build_array('vault', tenant, scope_kind, scope_id)::text, 20) $$;

-- Making a key and shredding its scope exclude each other, so no key appears behind a shred.
create function vault.refuse_shredded() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform pg_advisory_xact_lock_shared(vault.scope_lock(new.tenant, new.scope_kind, new.scope_id));
  if exists (
    select from vault.shredded s
    where s.tenant = new.tenant and s.scope_kind = new.scope_kind and s.scope_id = new.scope_id
  ) then
    raise exception 'scope % % was shredded', new.scope_kind, new.scope_id using errcode = 'JV001';
  end if;
  return new;
end $$;
create trigger refuse_shredded before insert on vault.data_key
  for each row execute function vault.refuse_shredded();

-- The application may not delete a key: it can only leave a tombstone, and the tombstone takes the keys with it.
create function vault.destroy_keys() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(vault.scope_lock(new.tenant, new.scope_kind, new.scope_id));
  delete from vault.data_key k
  where k.tenant = new.tenant and k.scope_kind = new.scope_kind and k.scope_id = new.scope_id;
  return new;
end $$;
create trigger destroy_keys before insert on vault.shredded
  for each row execute function vault.destroy_keys();

grant select, insert, delete on vault.tenant_key, vault.tenant_key_wrap to jieli_app;
grant select, insert on vault.data_key, vault.shredded to jieli_app;
grant update (wrapped, tenant_key_version, uses) on vault.data_key to jieli_app;
grant select on vault.tenant_key, vault.shredded to jieli_auditor;
grant select (tenant, version, root_key_id, created_at) on vault.tenant_key_wrap to jieli_auditor;
grant select (tenant, scope_kind, scope_id, version, tenant_key_version, uses, created_at)
  on vault.data_key to jieli_auditor;
