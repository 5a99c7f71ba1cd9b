--liquibase formatted sql
--changeset entrepot:20261122-1210-wallet-top-up splitStatements:false

-- Transfers that members say they made. One stands for its reference until it is rejected.
create sequence wallet_top_up_seq;
create table wallet_top_up (
  tenant_id        bigint      not null references tenant (id),
  id               bigint      not null,
  code             text        not null,
  organisation_id  bigint      not null,
  amount_minor     bigint      not null,
  currency         char(3)     not null,
  transferred_on   date        not null,
  reference        text        not null,
  proof            text        not null default '',
  state            text        not null,
  reported_by      text        not null,
  reported_at      timestamptz not null,
  decided_by       text,
  decided_at       timestamptz,
  reason           text        not null default '',
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint wallet_top_up__code_uq unique (tenant_id, code),
  constraint wallet_top_up__amount_ck check (amount_minor > 0),
  constraint wallet_top_up__state_ck check (state in ('REPORTED', 'CONFIRMED', 'REJECTED')),
  constraint wallet_top_up__decided_ck check ((state = 'REPORTED') = (decided_at is null)),
  constraint wallet_top_up__reason_ck check (state <> 'REJECTED' or reason <> '')
);
create unique index wallet_top_up__reference_uq on wallet_top_up (tenant_id, organisation_id, reference)
  where state <> 'REJECTED';
create index wallet_top_up__state_ix on wallet_top_up (tenant_id, state, id);
create index wallet_top_up__organisation_ix on wallet_top_up (tenant_id, organisation_id, id);
select entrepot_secure('wallet_top_up');
grant select, insert on wallet_top_up to portal_app;
grant update (state, decided_by, decided_at, reason) on wallet_top_up to portal_app;
grant usage on sequence wallet_top_up_seq to portal_app;
