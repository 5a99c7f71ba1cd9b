--liquibase formatted sql
--changeset entrepot:20261123-1230-invoicing-fapiao splitStatements:false

-- What was shipped to members' buyers, as invoices for supply need it.
create view published_shipment with (security_invoker = true) as
select c.tenant_id, c.id, c.code, c.order_code, c.seller_id, c.shipped_at, c.currency,
       c.freight_minor + (select coalesce(sum(l.quantity * l.supply_minor), 0)::bigint from consignment_line l
                           where l.tenant_id = c.tenant_id and l.consignment_id = c.id) as amount_minor
  from consignment c where c.shipped_at is not null;
grant select on published_shipment to portal_app;
create index consignment__seller_shipped_ix on consignment (tenant_id, seller_id, shipped_at) where shipped_at is not null;

-- A consignment's amount is invoiced at most once: what was shipped, what was given back, what stands on an invoice.
create table invoicing_shipment (
  tenant_id         bigint      not null references tenant (id),
  consignment_code  text        not null,
  organisation_id   bigint      not null,
  currency          char(3)     not null,
  shipped_minor     bigint      not null,
  refunded_minor    bigint      not null default 0,
  invoiced_minor    bigint      not null default 0,
  recorded_at       timestamptz not null default now(),
  primary key (tenant_id, consignment_code),
  constraint invoicing_shipment__once_ck check (invoiced_minor between 0 and shipped_minor and refunded_minor >= 0)
);
select entrepot_secure('invoicing_shipment');
grant select, insert on invoicing_shipment to portal_app;
grant update (refunded_minor, invoiced_minor) on invoicing_shipment to portal_app;

-- Which refunds were counted: a fact may come twice.
create table invoicing_refund (
  tenant_id         bigint      not null references tenant (id),
  consignment_code  text        not null,
  cause             text        not null,
  amount_minor      bigint      not null,
  recorded_at       timestamptz not null default now(),
  primary key (tenant_id, consignment_code, cause)
);
select entrepot_secure('invoicing_refund');
grant select, insert on invoicing_refund to portal_app;

create sequence invoicing_fapiao_seq;
create table invoicing_fapiao (
  tenant_id        bigint       not null references tenant (id),
  id               bigint       not null,
  code             text         not null,
  organisation_id  bigint       not null,
  from_date        date         not null,
  to_date          date         not null,
  type             text         not null,
  title            text         not null,
  tax_number       text         not null,
  address          text         not null,
  phone            text         not null,
  bank             text         not null,
  bank_account     text         not null,
  email            text         not null,
  currency         char(3)      not null,
  gross_minor      bigint       not null,
  vat_minor        bigint       not null,
  vat_rate         numeric(9,6) not null,
  corrected_minor  bigint       not null default 0,
  state            text         not null,
  number           text,
  issued_on        date,
  file_code        text,
  reason           text         not null default '',
  by_name          text         not null,
  at               timestamptz  not null,
  recorded_at      timestamptz  not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, organisation_id) references organisation (tenant_id, id),
  constraint invoicing_fapiao__code_uq unique (tenant_id, code),
  constraint invoicing_fapiao__number_uq unique (tenant_id, number),
  constraint invoicing_fapiao__type_ck check (type in ('NORMAL', 'SPECIAL')),
  constraint invoicing_fapiao__amount_ck check (gross_minor > 0 and vat_minor between 0 and gross_minor and corrected_minor between 0 and gross_minor),
  constraint invoicing_fapiao__state_ck check (state in ('REQUESTED', 'ISSUED', 'CORRECTED', 'REJECTED')),
  constraint invoicing_fapiao__issued_ck check ((state in ('ISSUED', 'CORRECTED')) = (number is not null and issued_on is not null)),
  constraint invoicing_fapiao__reason_ck check (state <> 'REJECTED' or reason <> '')
);
create index invoicing_fapiao__organisation_ix on invoicing_fapiao (tenant_id, organisation_id, id);
create index invoicing_fapiao__state_ix on invoicing_fapiao (tenant_id, state, id);
select entrepot_secure('invoicing_fapiao');
grant select, insert on invoicing_fapiao to portal_app;
grant update (state, corrected_minor, number, issued_on, file_code, reason) on invoicing_fapiao to portal_app;
grant usage on sequence invoicing_fapiao_seq to portal_app;

create table invoicing_fapiao_line (
  tenant_id         bigint not null references tenant (id),
  fapiao_id         bigint not null,
  consignment_code  text   not null,
  order_code        text   not null,
  shipped_on        date   not null,
  amount_minor      bigint not null,
  primary key (tenant_id, fapiao_id, consignment_code),
  foreign key (tenant_id, fapiao_id) references invoicing_fapiao (tenant_id, id),
  foreign key (tenant_id, consignment_code) references invoicing_shipment (tenant_id, consignment_code),
  constraint invoicing_fapiao_line__amount_ck check (amount_minor > 0)
);
create index invoicing_fapiao_line__consignment_ix on invoicing_fapiao_line (tenant_id, consignment_code);
select entrepot_secure('invoicing_fapiao_line');
grant select, insert on invoicing_fapiao_line to portal_app;

-- What takes a part of an issued one back: proposed by a refund or by hand, numbered by the invoicing software.
create sequence invoicing_red_letter_seq;
create table invoicing_red_letter (
  tenant_id     bigint      not null references tenant (id),
  id            bigint      not null,
  code          text        not null,
  fapiao_id     bigint      not null,
  currency      char(3)     not null,
  amount_minor  bigint      not null,
  vat_minor     bigint      not null,
  why           text        not null,
  state         text        not null,
  number        text,
  issued_on     date,
  by_name       text        not null,
  at            timestamptz not null,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, fapiao_id) references invoicing_fapiao (tenant_id, id),
  constraint invoicing_red_letter__code_uq unique (tenant_id, code),
  constraint invoicing_red_letter__number_uq unique (tenant_id, number),
  constraint invoicing_red_letter__state_ck check (state in ('PROPOSED', 'ISSUED', 'DROPPED')),
  constraint invoicing_red_letter__issued_ck check ((state = 'ISSUED') = (number is not null and issued_on is not null)),
  constraint invoicing_red_letter__amount_ck check (amount_minor > 0 and vat_minor between 0 and amount_minor)
);
create index invoicing_red_letter__fapiao_ix on invoicing_red_letter (tenant_id, fapiao_id, id);
create index invoicing_red_letter__state_ix on invoicing_red_letter (tenant_id, state, id);
select entrepot_secure('invoicing_red_letter');
grant select, insert on invoicing_red_letter to portal_app;
grant update (state, number, issued_on, amount_minor, vat_minor) on invoicing_red_letter to portal_app;
grant usage on sequence invoicing_red_letter_seq to portal_app;
