--liquibase formatted sql
--changeset entrepot:20261122-1010-platform-once-and-for-all splitStatements:false

-- One effect a key; the key lives and dies with the transaction of its effect.
create table idempotency_key (
  tenant_id     bigint      not null references tenant (id),
  principal     text        not null,
  endpoint      text        not null,
  key           text        not null,
  request_hash  text        not null,
  answer        jsonb,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, principal, endpoint, key)
);
create index idempotency_key__recorded_at_ix on idempotency_key (tenant_id, recorded_at);
select entrepot_secure('idempotency_key');
grant select, insert, update (answer), delete on idempotency_key to portal_app;

-- Time lines: each change of state leaves a row, never edited.
create sequence state_change_seq;
create table state_change (
  tenant_id    bigint      not null references tenant (id),
  id           bigint      not null,
  thing        text        not null,
  code         text        not null,
  from_state   text,
  to_state     text        not null,
  by_name      text        not null,
  by_user_id   bigint,
  at           timestamptz not null,
  why          text        not null default '',
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index state_change__thing_ix on state_change (tenant_id, thing, code, id);
select entrepot_secure('state_change');
grant select, insert on state_change to portal_app;
grant usage on sequence state_change_seq to portal_app;

-- Files as they came in.
create sequence stored_file_seq;
create table stored_file (
  tenant_id        bigint      not null references tenant (id),
  id               bigint      not null,
  code             text        not null,
  organisation_id  bigint,
  name             text        not null,
  sha256           text        not null,
  bytes            bytea       not null,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint stored_file__code_uq unique (tenant_id, code)
);
select entrepot_secure('stored_file');
grant select, insert on stored_file to portal_app;
grant usage on sequence stored_file_seq to portal_app;

-- Changes that need a second person. Maker and checker are compared as persons, so a second sign-in of the
-- same person does not help; what was decided stays decided.
create sequence proposal_seq;
create table proposal (
  tenant_id          bigint      not null references tenant (id),
  id                 bigint      not null,
  code               text        not null,
  kind               text        not null,
  subject            text        not null,
  title              text        not null,
  content            jsonb       not null,
  effect             jsonb       not null,
  reason             text        not null default '',
  state              text        not null,
  maker_user_id      bigint,
  maker_person_id    bigint,
  maker_name         text        not null,
  proposed_at        timestamptz not null,
  checker_user_id    bigint,
  checker_person_id  bigint,
  checker_name       text,
  decided_at         timestamptz,
  verdict            text        not null default '',
  recorded_at        timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint proposal__code_uq unique (tenant_id, code),
  constraint proposal__state_ck check (state in ('PROPOSED', 'APPROVED', 'REJECTED', 'WITHDRAWN')),
  constraint proposal__two_persons_ck check (checker_person_id <> maker_person_id),
  constraint proposal__checker_ck check (state not in ('APPROVED', 'REJECTED') or checker_person_id is not null)
);
create index proposal__kind_ix on proposal (tenant_id, kind, state, id);
select entrepot_secure('proposal');
grant select, insert on proposal to portal_app;
grant update (state, checker_user_id, checker_person_id, checker_name, decided_at, verdict) on proposal to portal_app;
grant usage on sequence proposal_seq to portal_app;

create function proposal_stays_decided() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  if old.state <> 'PROPOSED' then
    raise exception 'proposal % is decided', old.code using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger proposal_stays_decided before update on proposal
  for each row execute function proposal_stays_decided();
