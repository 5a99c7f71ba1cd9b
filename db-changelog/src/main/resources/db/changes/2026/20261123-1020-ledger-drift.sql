--liquibase formatted sql
--changeset entrepot:20261123-1020-ledger-drift splitStatements:false

-- What came out when the books were added up anew.
create sequence ledger_drift_seq;
create table ledger_drift (
  tenant_id    bigint      not null references tenant (id),
  id           bigint      not null,
  postings     bigint      not null,
  balances     bigint      not null,
  differences  bigint      not null,
  found        jsonb       not null,
  at           timestamptz not null,
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, id)
);
select entrepot_secure('ledger_drift');
grant select, insert, delete on ledger_drift to portal_app;
grant usage on sequence ledger_drift_seq to portal_app;

-- While a row stands that nobody released, no payout leaves. The program parks; two persons let go again.
create sequence ledger_parking_seq;
create table ledger_parking (
  tenant_id          bigint      not null references tenant (id),
  id                 bigint      not null,
  why                jsonb       not null,
  parked_at          timestamptz not null,
  maker_person_id    bigint,
  checker_person_id  bigint,
  released_by        text,
  released_at        timestamptz,
  proposal           text,
  recorded_at        timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint ledger_parking__two_persons_ck check (checker_person_id <> maker_person_id),
  constraint ledger_parking__released_ck check (released_at is null
    or maker_person_id is not null and checker_person_id is not null)
);
create unique index ledger_parking__one_uq on ledger_parking (tenant_id) where released_at is null;
select entrepot_secure('ledger_parking');
grant select, insert on ledger_parking to portal_app;
grant update (maker_person_id, checker_person_id, released_by, released_at, proposal) on ledger_parking to portal_app;
grant usage on sequence ledger_parking_seq to portal_app;
