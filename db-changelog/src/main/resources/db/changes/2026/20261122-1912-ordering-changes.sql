--liquibase formatted sql
--changeset entrepot:20261122-1912-ordering-changes splitStatements:false

-- What was changed of an order after it was placed: before and after, and what it did to the money.
create sequence order_change_seq;
create table order_change (
  tenant_id   bigint      not null,
  id          bigint      not null,
  code        text        not null,
  order_id    bigint      not null,
  kind        text        not null,
  before      jsonb       not null,
  after       jsonb       not null,
  difference_minor bigint not null,
  currency    char(3)     not null,
  why         text        not null,
  by_name     text        not null,
  at          timestamptz not null,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint order_change__code_uq unique (tenant_id, code),
  foreign key (tenant_id, order_id) references sales_order (tenant_id, id)
);
create index order_change__order_ix on order_change (tenant_id, order_id, id);
select entrepot_secure('order_change');
grant select, insert on order_change to portal_app;
grant usage on sequence order_change_seq to portal_app;

-- What is asked of the warehouse or headquarters once a parcel is packed: stop it, change it.
create sequence order_request_seq;
create table order_request (
  tenant_id     bigint      not null,
  id            bigint      not null,
  code          text        not null,
  order_id      bigint      not null,
  consignment   text        not null,
  kind          text        not null,
  text          text        not null,
  address       jsonb,
  state         text        not null,
  fee_minor     bigint      not null default 0,
  currency      char(3)     not null,
  asked_by      text        not null,
  asked_at      timestamptz not null,
  answer        text        not null default '',
  answered_by   text,
  answered_at   timestamptz,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint order_request__code_uq unique (tenant_id, code),
  foreign key (tenant_id, order_id) references sales_order (tenant_id, id),
  constraint order_request__kind_ck check (kind in ('STOP', 'ADDRESS', 'OTHER')),
  constraint order_request__state_ck check (state in ('ASKED', 'AGREED', 'REFUSED', 'WITHDRAWN'))
);
create index order_request__order_ix on order_request (tenant_id, order_id, id);
create index order_request__asked_ix on order_request (tenant_id, id) where state = 'ASKED';
create unique index order_request__open_uq on order_request (tenant_id, consignment, kind) where state = 'ASKED';
select entrepot_secure('order_request');
grant select, insert on order_request to portal_app;
grant update (state, answer, answered_by, answered_at, fee_minor) on order_request to portal_app;
grant usage on sequence order_request_seq to portal_app;

-- What a member asks a price for (another's brand on it, special sizes), what headquarters answers, what becomes of it.
create sequence quotation_seq;
create table quotation (
  tenant_id       bigint      not null,
  id              bigint      not null,
  code            text        not null,
  organisation_id bigint      not null,
  sub_shop_id     bigint      not null,
  text            text        not null,
  wishes          jsonb       not null,
  state           text        not null,
  asked_by        text        not null,
  asked_at        timestamptz not null,
  answer          text        not null default '',
  offer           jsonb,
  currency        char(3)     not null,
  valid_until     timestamptz,
  answered_by     text,
  answered_at     timestamptz,
  order_code      text,
  recorded_at     timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint quotation__code_uq unique (tenant_id, code),
  foreign key (tenant_id, organisation_id) references organisation (tenant_id, id),
  foreign key (tenant_id, sub_shop_id) references sub_shop (tenant_id, id),
  constraint quotation__state_ck check (state in ('ASKED', 'ANSWERED', 'ACCEPTED', 'DECLINED', 'REFUSED', 'WITHDRAWN', 'EXPIRED'))
);
create index quotation__organisation_ix on quotation (tenant_id, organisation_id, id);
create index quotation__state_ix on quotation (tenant_id, state, id);
select entrepot_secure('quotation');
grant select, insert on quotation to portal_app;
grant update (state, answer, offer, valid_until, answered_by, answered_at, order_code) on quotation to portal_app;
grant usage on sequence quotation_seq to portal_app;
