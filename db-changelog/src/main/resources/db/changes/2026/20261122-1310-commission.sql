--liquibase formatted sql
--changeset entrepot:20261122-1310-commission splitStatements:false

-- Plans that two people put in force. Written once.
create sequence commission_plan_seq increment 50 start 50;
create table commission_plan (
  tenant_id    bigint      not null references tenant (id),
  id           bigint      not null,
  code         text        not null,
  content      text        not null,
  valid_from   timestamptz not null,
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint commission_plan__code_uq unique (tenant_id, code)
);
create index commission_plan__valid_ix on commission_plan (tenant_id, valid_from desc, id desc);
select entrepot_secure('commission_plan');
grant select, insert on commission_plan to portal_app;
grant usage on sequence commission_plan_seq to portal_app;

-- Which deliveries have been counted, and each seller's month: a delivery counts once, however often it is told.
create table commission_delivery (
  tenant_id         bigint      not null references tenant (id),
  consignment_code  text        not null,
  recorded_at       timestamptz not null default now(),
  primary key (tenant_id, consignment_code)
);
select entrepot_secure('commission_delivery');
grant select, insert on commission_delivery to portal_app;

create table commission_volume (
  tenant_id        bigint  not null references tenant (id),
  organisation_id  bigint  not null,
  month            date    not null,
  supply_minor     bigint  not null,
  currency         char(3) not null,
  primary key (tenant_id, organisation_id, month)
) with (fillfactor = 70);
select entrepot_secure('commission_volume');
grant select, insert, update (supply_minor) on commission_volume to portal_app;

create sequence commission_accrual_seq;
create table commission_accrual (
  tenant_id               bigint      not null references tenant (id),
  id                      bigint      not null,
  code                    text        not null,
  consignment_code        text        not null,
  consignment_line        integer     not null,
  order_code              text        not null,
  sku                     text        not null,
  quantity                integer     not null,
  rule_code               text        not null,
  earner                  text        not null,
  organisation_id         bigint      not null,
  seller_organisation_id  bigint      not null,
  amount_minor            bigint      not null,
  reversed_minor          bigint      not null default 0,
  currency                char(3)     not null,
  state                   text        not null,
  explanation             jsonb       not null,
  accrued_at              timestamptz not null,
  due_at                  timestamptz not null,
  recorded_at             timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint commission_accrual__code_uq unique (tenant_id, code),
  constraint commission_accrual__line_uq unique (tenant_id, consignment_code, consignment_line, rule_code),
  constraint commission_accrual__amount_ck check (amount_minor > 0 and reversed_minor between 0 and amount_minor),
  constraint commission_accrual__state_ck check (state in ('PENDING', 'DUE', 'REVERSED'))
);
create index commission_accrual__due_ix on commission_accrual (tenant_id, due_at) where state = 'PENDING';
create index commission_accrual__organisation_ix on commission_accrual (tenant_id, organisation_id, id);
select entrepot_secure('commission_accrual');
grant select, insert, update (state, reversed_minor) on commission_accrual to portal_app;
grant usage on sequence commission_accrual_seq to portal_app;

create table commission_reversal (
  tenant_id     bigint      not null references tenant (id),
  accrual_id    bigint      not null,
  cause_code    text        not null,
  amount_minor  bigint      not null,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, accrual_id, cause_code),
  foreign key (tenant_id, accrual_id) references commission_accrual (tenant_id, id)
);
select entrepot_secure('commission_reversal');
grant select, insert on commission_reversal to portal_app;
