--liquibase formatted sql
--changeset entrepot:20261123-1710-aftersales-return splitStatements:false

-- Goods that buyers give back. Written by JPA; what is counted of the consignment's lines stands in consignment_refund.
create sequence aftersales_return_seq increment 50 start 50;
create table aftersales_return (
  tenant_id         bigint      not null references tenant (id),
  id                bigint      not null,
  code              text        not null,
  state             text        not null,
  reason            text        not null,
  text              text        not null,
  consignment_code  text        not null,
  order_code        text        not null,
  sub_shop_name     text        not null,
  seller_id         bigint      not null,
  dealer_id         bigint,
  delivered_at      timestamptz not null,
  opened_at         timestamptz not null,
  opened_by         text        not null,
  judgement         text,
  bearer            text,
  back_to_id        bigint,
  judged_by         text,
  judged_at         timestamptz,
  sent_carrier      text,
  sent_number       text,
  sent_at           timestamptz,
  came_to           text,
  came_held         boolean     not null default false,
  came_text         text,
  came_by           text,
  came_at           timestamptz,
  effect            text,
  refunded_at       timestamptz,
  version           integer     not null,
  recorded_at       timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, seller_id) references organisation (tenant_id, id),
  constraint aftersales_return__code_uq unique (tenant_id, code),
  constraint aftersales_return__consignment_fk foreign key (tenant_id, consignment_code) references consignment (tenant_id, code),
  constraint aftersales_return__state_ck check (state in ('OPENED', 'APPROVED', 'REJECTED', 'GOODS_BACK', 'REFUNDED', 'WITHDRAWN')),
  constraint aftersales_return__reason_ck check (reason in ('DEFECT', 'WRONG_ITEM', 'WRONG_SIZE', 'DISLIKE', 'NOT_AS_DESCRIBED', 'DAMAGED', 'OTHER')),
  constraint aftersales_return__judged_ck check (state not in ('APPROVED', 'GOODS_BACK', 'REFUNDED') or judgement is not null and bearer is not null),
  constraint aftersales_return__came_ck check (state <> 'GOODS_BACK' or came_to is not null),
  constraint aftersales_return__refunded_ck check ((state = 'REFUNDED') = (effect is not null and refunded_at is not null))
);
create index aftersales_return__seller_ix on aftersales_return (tenant_id, seller_id, id);
create index aftersales_return__order_ix on aftersales_return (tenant_id, order_code);
create index aftersales_return__open_ix on aftersales_return (tenant_id, state, id) where state in ('OPENED', 'APPROVED', 'GOODS_BACK');
select entrepot_secure('aftersales_return');
grant select, insert, update on aftersales_return to portal_app;
grant usage on sequence aftersales_return_seq to portal_app;

create sequence aftersales_return_line_seq increment 50 start 50;
create table aftersales_return_line (
  tenant_id       bigint   not null,
  id              bigint   not null,
  return_id       bigint   not null,
  line_no         integer  not null,
  sku             text     not null,
  title           text     not null,
  variant_id      bigint   not null,
  quantity        integer  not null,
  own             integer  not null,
  paid_minor      bigint   not null,
  currency        char(3)  not null,
  came            integer,
  refunded_minor  bigint,
  recorded_at     timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, return_id) references aftersales_return (tenant_id, id),
  constraint aftersales_return_line__line_uq unique (tenant_id, return_id, line_no),
  constraint aftersales_return_line__quantity_ck check (quantity > 0 and own between 0 and quantity and came between 0 and quantity)
);
select entrepot_secure('aftersales_return_line');
grant select, insert on aftersales_return_line to portal_app;
grant update (came, refunded_minor) on aftersales_return_line to portal_app;
grant usage on sequence aftersales_return_line_seq to portal_app;
