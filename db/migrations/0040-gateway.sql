-- Our side of WeCom: what several processes of one company must share. All times here are wall time, except the slots of
-- day, month and 90-day budgets, which are business time.
create schema gateway;
grant usage on schema gateway to jieli_app, jieli_auditor;

-- A named right that one process holds for a short while; a dead holder's lapses by itself.
create table gateway.lease (
  name text primary key,
  holder uuid not null,
  until_at timestamptz not null
);
grant select, insert, update, delete on gateway.lease to jieli_app;

-- One access token per secret. `name` says which secret (never the secret itself); the token is sealed by the vault.
create table gateway.token (
  name text primary key,
  sealed bytea not null,
  fetched_at timestamptz not null,
  expires_at timestamptz not null
);
grant select, insert, update, delete on gateway.token to jieli_app;

-- What was spent of a budget, by slots of its window: a minute has slots of 5 s, an hour of 5 min, longer ones of a day.
create table gateway.quota_use (
  bucket text not null,
  slot timestamptz not null,
  used integer not null check (used > 0),
  -- Past this moment of its own clock the row counts in no window.
  drop_at timestamptz not null,
  clock text not null check (clock in ('wall', 'business')),
  primary key (bucket, slot)
) with (fillfactor = 60);
create index on gateway.quota_use (clock, drop_at);
grant select, insert, update, delete on gateway.quota_use to jieli_app;

-- WeCom said "too often": nobody uses this API of this secret before `until_at`. `strikes`: pauses in a row.
create table gateway.quota_pause (
  lane text primary key,
  until_at timestamptz not null,
  strikes integer not null
);
grant select, insert, update, delete on gateway.quota_pause to jieli_app;

-- Takes from several budgets at once, all or nothing. Answers one row 'taken', or one row per reason why not.
-- The lock is per budget and lasts for this one statement; a crash of the database may forget the last counts, which
-- costs less than a disk flush per call.
create function gateway.take(
  asked_lane text, wall_now timestamptz, buckets text[], amounts integer[], limits bigint[], slots timestamptz[],
  since timestamptz[], drops timestamptz[], clocks text[]
) returns table (answer text, bucket text, paused_until timestamptz, oldest timestamptz, strikes integer)
language plpgsql set search_path = gateway, pg_catalog as $$
declare
  lock_key bigint;
  paused gateway.quota_pause;
begin
  perform set_config('synchronous_commit', 'off', true);
  select * into paused from gateway.quota_pause p where p.lane = asked_lane;
  if paused.until_at > wall_now then
    return query select 'paused', asked_lane, paused.until_at, null::timestamptz, paused.strikes;
    return;
  end if;

  -- Always in the same order, so that two takers never wait for each other.
  for lock_key in select distinct hashtextextended('gateway.quota:' || b, 0) as k from unnest(buckets) b order by k loop
    perform pg_advisory_xact_lock(lock_key);
  end loop;

  return query
    select 'spent', a.bucket, null::timestamptz, s.oldest, 0
    from unnest(buckets, amounts, limits, since) as a (bucket, amount, max, since)
    left join lateral (
      select sum(u.used) as used, min(u.slot) as oldest from gateway.quota_use u
      where u.bucket = a.bucket and u.slot > a.since
    ) s on true
    where coalesce(s.used, 0) + a.amount > a.max;
  if found then return; end if;

  insert into gateway.quota_use as u (bucket, slot, used, drop_at, clock)
    select * from unnest(buckets, slots, amounts, drops, clocks)
    on conflict on constraint quota_use_pkey do update set used = u.used + excluded.used;
  return query select 'taken', null::text, null::timestamptz, null::timestamptz, coalesce(paused.strikes, 0);
end $$;
revoke execute on function gateway.take from public;
grant execute on function gateway.take to jieli_app;

-- What WeCom told us. The text is sealed; `kind` is the event and its change type.
create table gateway.callback (
  id uuid primary key,
  dedupe_key text not null unique,
  kind text not null,
  sealed bytea not null,
  state text not null check (state in ('waiting', 'failed', 'done')),
  -- Names of the handlers that are through, so that one that fails does not make the others act twice.
  handled text[] not null default '{}',
  tries integer not null default 0,
  received_at timestamptz not null,
  next_at timestamptz not null,
  done_at timestamptz,
  last_error text
);
create index callback_due on gateway.callback (next_at) where state <> 'done';
create index callback_done on gateway.callback (done_at) where state = 'done';
grant select, insert, delete on gateway.callback to jieli_app;
grant update (state, handled, tries, next_at, done_at, last_error) on gateway.callback to jieli_app;

grant select on gateway.lease, gateway.quota_use, gateway.quota_pause, gateway.callback to jieli_auditor;
