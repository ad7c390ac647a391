-- Everything a person is told, kept until WeCom took it.
create schema notify;
grant usage on schema notify to jieli_app, jieli_auditor;

create table notify.message (
  id uuid primary key,
  -- The order in which one lane is sent.
  seq bigint generated always as identity unique,
  -- Who waits in one line: 'person:<userid>' or 'group:<name>'.
  lane text not null,
  to_userid text,
  kind text not null check (kind in ('card', 'text', 'group', 'update')),
  about_kind text,
  about_id text,
  version integer,
  -- The request of WeCom, word for word: a repetition must be identical to be recognised as one.
  body_sealed bytea not null,
  state text not null check (state in ('due', 'sent', 'failed', 'superseded')),
  -- Wall time.
  created_at timestamptz not null,
  due_at timestamptz not null,
  tries integer not null default 0,
  -- An attempt was begun and no answer was recorded: it may have arrived.
  in_doubt boolean not null default false,
  first_try_at timestamptz,
  last_error text,
  sent_at timestamptz,
  msgid text,
  -- Cards only.
  task_id text unique,
  response_code_sealed bytea,
  -- Wall time: the code works once, within 72 h.
  response_code_at timestamptz,
  -- What the person chose, by the key of the button, in business time; and what the card says since.
  pressed_key text,
  pressed_at timestamptz,
  closed_text_sealed bytea,
  -- An update names the card it rewrites.
  card_id uuid references notify.message,
  check ((kind = 'card') = (task_id is not null)),
  check ((kind = 'update') = (card_id is not null)),
  check ((kind = 'group') = (to_userid is null))
);
create index message_due on notify.message (lane, seq) where state = 'due';
create index message_about on notify.message (about_kind, about_id) where kind = 'card';
create index message_created on notify.message (created_at);
create index message_failed on notify.message (created_at) where state = 'failed';
grant select, insert, delete on notify.message to jieli_app;
grant update (state, due_at, tries, in_doubt, first_try_at, last_error, sent_at, msgid, response_code_sealed,
  response_code_at, pressed_key, pressed_at, closed_text_sealed) on notify.message to jieli_app;

-- A lane is worked by one process at a time, and rests until `free_at` (wall time) after a refusal.
create table notify.lane (
  lane text primary key,
  holder uuid,
  free_at timestamptz not null
);
grant select, insert, update, delete on notify.lane to jieli_app;

grant select on notify.lane to jieli_auditor;
grant select (id, seq, lane, to_userid, kind, about_kind, about_id, version, state, created_at, due_at, tries, in_doubt,
  first_try_at, last_error, sent_at, task_id, response_code_at, pressed_key, pressed_at, card_id)
  on notify.message to jieli_auditor;
