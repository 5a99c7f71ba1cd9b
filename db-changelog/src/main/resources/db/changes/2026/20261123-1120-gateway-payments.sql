--liquibase formatted sql
--changeset entrepot:20261123-1120-gateway-payments splitStatements:false

-- How a tenant is reached by a provider of payments. Secrets are sealed; a change takes two persons.
create table gateway_channel (
  tenant_id     bigint      not null references tenant (id),
  provider      text        not null,
  active        boolean     not null,
  settings      jsonb       not null,
  secrets       text        not null,
  changed_by    text        not null,
  changed_at    timestamptz not null,
  primary key (tenant_id, provider),
  constraint gateway_channel__provider_ck check (provider in ('SIMULATOR', 'ALIPAY', 'WECHAT'))
);
select entrepot_secure('gateway_channel');
grant select, insert on gateway_channel to portal_app;
grant update (active, settings, secrets, changed_by, changed_at) on gateway_channel to portal_app;

-- A payment that a member began; it is credited once, whatever the provider sends how often.
create sequence gateway_payment_seq;
create table gateway_payment (
  tenant_id       bigint      not null references tenant (id),
  id              bigint      not null,
  code            text        not null,
  provider        text        not null,
  organisation_id bigint      not null,
  amount_minor    bigint      not null,
  currency        char(3)     not null,
  state           text        not null,
  pay_at          text        not null default '',
  provider_number text        not null default '',
  refunded_minor  bigint      not null default 0,
  top_up          text,
  started_by      text        not null,
  started_at      timestamptz not null,
  expires_at      timestamptz not null,
  paid_at         timestamptz,
  asked_at        timestamptz,
  paid_over       text,
  primary key (tenant_id, id),
  constraint gateway_payment__code_uq unique (tenant_id, code),
  constraint gateway_payment__amount_ck check (amount_minor > 0),
  constraint gateway_payment__refunded_ck check (refunded_minor between 0 and amount_minor),
  constraint gateway_payment__state_ck check (state in ('STARTED', 'EXPIRED', 'FAILED', 'PAID', 'REFUNDED')),
  constraint gateway_payment__paid_ck check ((paid_at is not null) = (state in ('PAID', 'REFUNDED'))),
  constraint gateway_payment__top_up_ck check ((top_up is not null) = (paid_at is not null))
);
create unique index gateway_payment__number_uq on gateway_payment (tenant_id, provider, provider_number) where provider_number <> '';
create index gateway_payment__organisation_ix on gateway_payment (tenant_id, organisation_id, id);
create index gateway_payment__started_ix on gateway_payment (tenant_id, expires_at) where state = 'STARTED';
create index gateway_payment__paid_over_ix on gateway_payment (tenant_id, provider, paid_at) where paid_at is not null and paid_over is null;
select entrepot_secure('gateway_payment');
grant select, insert on gateway_payment to portal_app;
grant update (state, pay_at, provider_number, refunded_minor, top_up, paid_at, asked_at, paid_over) on gateway_payment to portal_app;
grant usage on sequence gateway_payment_seq to portal_app;

-- Everything that came to a callback address, with what became of it.
create sequence gateway_callback_seq;
create table gateway_callback (
  tenant_id     bigint      not null references tenant (id),
  id            bigint      not null,
  code          text        not null,
  provider      text        not null,
  payment       text        not null default '',
  outcome       text        not null,
  said          jsonb       not null,
  came_at       timestamptz not null,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint gateway_callback__code_uq unique (tenant_id, code)
);
create index gateway_callback__payment_ix on gateway_callback (tenant_id, payment, id);
create index gateway_callback__recorded_ix on gateway_callback (tenant_id, recorded_at);
select entrepot_secure('gateway_callback');
grant select, insert on gateway_callback to portal_app;
grant usage on sequence gateway_callback_seq to portal_app;

-- Money that a provider handed over in one sum, less its fee.
create sequence gateway_pay_over_seq;
create table gateway_pay_over (
  tenant_id     bigint      not null references tenant (id),
  id            bigint      not null,
  code          text        not null,
  provider      text        not null,
  gross_minor   bigint      not null,
  fee_minor     bigint      not null,
  currency      char(3)     not null,
  payments      integer     not null,
  through       date        not null,
  bank_line     text        not null,
  settled_by    text        not null,
  settled_at    timestamptz not null,
  primary key (tenant_id, id),
  constraint gateway_pay_over__code_uq unique (tenant_id, code),
  constraint gateway_pay_over__line_uq unique (tenant_id, bank_line),
  constraint gateway_pay_over__fee_ck check (fee_minor >= 0 and gross_minor > fee_minor)
);
create index gateway_pay_over__provider_ix on gateway_pay_over (tenant_id, provider, id);
select entrepot_secure('gateway_pay_over');
grant select, insert on gateway_pay_over to portal_app;
grant usage on sequence gateway_pay_over_seq to portal_app;

-- What the simulator will still send, so that callbacks can be late.
create sequence gateway_simulated_seq;
create table gateway_simulated (
  tenant_id     bigint      not null references tenant (id),
  id            bigint      not null,
  payment       text        not null,
  headers       jsonb       not null,
  body          text        not null,
  due_at        timestamptz not null,
  primary key (tenant_id, id)
);
create index gateway_simulated__due_ix on gateway_simulated (tenant_id, due_at);
select entrepot_secure('gateway_simulated');
grant select, insert, delete on gateway_simulated to portal_app;
grant usage on sequence gateway_simulated_seq to portal_app;
