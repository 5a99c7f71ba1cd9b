--liquibase formatted sql
--changeset entrepot:20261122-2035-tracking-parcel splitStatements:false

-- A consignment may end without its buyer: it came back, or was lost on the way. An order whose consignments all ended
-- so ends with them.
alter table consignment drop constraint consignment__state_ck;
alter table consignment add constraint consignment__state_ck check (state in
  ('HELD', 'OFFERED', 'ACCEPTED', 'PACKED', 'SHIPPED', 'DELIVERED', 'RETURNED', 'LOST', 'UNPLACED', 'CANCELLED',
   'REPLACED'));
alter table sales_order drop constraint sales_order__state_ck;
alter table sales_order add constraint sales_order__state_ck check (state in ('WAITING_FUNDS', 'ON_HOLD', 'PLACED',
  'PARTLY_SHIPPED', 'SHIPPED', 'DELIVERED', 'COMPLETED', 'RETURNED', 'CANCELLED'));
-- What the member got back because the consignment travelled in another one's parcel.
alter table consignment add column freight_back_minor bigint not null default 0;
grant update (freight_back_minor) on consignment to portal_app;
create index consignment_parcel__number_ix on consignment_parcel (tenant_id, number);

-- What a tenant has agreed with a carrier; a carrier without a row may be used and is paid by headquarters.
create table carrier_setting (
  tenant_id       bigint      not null references tenant (id),
  carrier         text        not null,
  active          boolean     not null,
  paid_by_dealer  boolean     not null,
  first_grams     integer     not null,
  base_minor      bigint,
  per_kg_minor    bigint,
  currency        char(3)     not null,
  changed_by      text        not null,
  changed_at      timestamptz not null,
  recorded_at     timestamptz not null default now(),
  primary key (tenant_id, carrier),
  constraint carrier_setting__rate_ck check ((base_minor is null) = (per_kg_minor is null)),
  constraint carrier_setting__amount_ck check (base_minor >= 0 and per_kg_minor >= 0 and first_grams > 0)
);
select entrepot_secure('carrier_setting');
grant select, insert on carrier_setting to portal_app;
grant update (active, paid_by_dealer, first_grams, base_minor, per_kg_minor, changed_by, changed_at)
  on carrier_setting to portal_app;

-- A parcel on its way: one number of one carrier. State is what its events say together; RETURNED and LOST are
-- what a person says.
create sequence parcel_seq;
create table parcel (
  tenant_id       bigint      not null references tenant (id),
  id              bigint      not null,
  code            text        not null,
  carrier         text        not null,
  number          text        not null,
  warehouse_id    bigint      not null,
  dealer_id       bigint,
  phone_tail      text        not null,
  grams           integer     not null,
  state           text        not null,
  shipped_at      timestamptz not null,
  last_scan_at    timestamptz not null,
  last_text       text        not null default '',
  stalled_at      timestamptz,
  subscribed_at   timestamptz,
  asked_at        timestamptz,
  ended_at        timestamptz,
  judged_at       timestamptz,
  charged_minor   bigint      not null,
  paid_minor      bigint,
  currency        char(3)     not null,
  claim           text,
  claim_minor     bigint,
  claim_won_minor bigint,
  recorded_at     timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint parcel__code_uq unique (tenant_id, code),
  constraint parcel__number_uq unique (tenant_id, carrier, number),
  foreign key (tenant_id, warehouse_id) references warehouse (tenant_id, id),
  constraint parcel__state_ck check (state in ('ANNOUNCED', 'COLLECTED', 'IN_TRANSIT', 'DELIVERING', 'DELIVERED',
    'PROBLEM', 'REFUSED', 'RETURNING', 'RETURNED', 'LOST')),
  constraint parcel__claim_ck check (claim in ('OPEN', 'WON', 'REFUSED')),
  constraint parcel__claimed_ck check ((claim is null) = (claim_minor is null))
);
create index parcel__state_ix on parcel (tenant_id, state, last_scan_at, id);
create index parcel__dealer_ix on parcel (tenant_id, dealer_id, state, last_scan_at, id);
create index parcel__claim_ix on parcel (tenant_id, claim, id) where claim is not null;
select entrepot_secure('parcel');
grant select, insert on parcel to portal_app;
grant update (grams, state, last_scan_at, last_text, stalled_at, subscribed_at, asked_at, ended_at, judged_at, charged_minor,
  paid_minor, claim, claim_minor, claim_won_minor) on parcel to portal_app;
grant usage on sequence parcel_seq to portal_app;

-- Which consignments are in it.
create table parcel_consignment (
  tenant_id         bigint  not null,
  parcel_id         bigint  not null,
  consignment_id    bigint  not null,
  consignment_code  text    not null,
  order_code        text    not null,
  seller_id         bigint  not null,
  primary key (tenant_id, parcel_id, consignment_id),
  foreign key (tenant_id, parcel_id) references parcel (tenant_id, id),
  foreign key (tenant_id, consignment_id) references consignment (tenant_id, id)
);
create index parcel_consignment__order_ix on parcel_consignment (tenant_id, order_code);
create index parcel_consignment__consignment_ix on parcel_consignment (tenant_id, consignment_id);
create index parcel_consignment__seller_ix on parcel_consignment (tenant_id, seller_id, parcel_id);
select entrepot_secure('parcel_consignment');
grant select, insert on parcel_consignment to portal_app;

-- What a source said, as it said it: kept so that a wrong reading can be read again.
create sequence tracking_message_seq;
create table tracking_message (
  tenant_id    bigint      not null references tenant (id),
  id           bigint      not null,
  source       text        not null,
  body         text        not null,
  body_hash    text        not null,
  at           timestamptz not null,
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint tracking_message__body_uq unique (tenant_id, source, body_hash)
);
select entrepot_secure('tracking_message');
grant select, insert on tracking_message to portal_app;
grant usage on sequence tracking_message_seq to portal_app;

-- The scans. Told twice, or in another order than they happened, they stand here once.
create sequence parcel_event_seq;
create table parcel_event (
  tenant_id    bigint      not null,
  id           bigint      not null,
  parcel_id    bigint      not null,
  carrier      text        not null,
  number       text        not null,
  at           timestamptz not null,
  state        text        not null,
  text         text        not null,
  text_hash    text        not null,
  place        text        not null,
  source       text        not null,
  message_id   bigint,
  heard_at     timestamptz not null,
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, parcel_id) references parcel (tenant_id, id),
  foreign key (tenant_id, message_id) references tracking_message (tenant_id, id),
  constraint parcel_event__once_uq unique (tenant_id, carrier, number, at, text_hash),
  constraint parcel_event__state_ck check (state in ('ANNOUNCED', 'COLLECTED', 'IN_TRANSIT', 'DELIVERING', 'DELIVERED',
    'PROBLEM', 'REFUSED', 'RETURNING'))
);
create index parcel_event__parcel_ix on parcel_event (tenant_id, parcel_id, at);
select entrepot_secure('parcel_event');
grant select, insert on parcel_event to portal_app;
grant usage on sequence parcel_event_seq to portal_app;

-- Pieces that did not reach their buyer: where they are now, and what was given back for them.
create table parcel_back (
  tenant_id       bigint      not null,
  parcel_id       bigint      not null,
  consignment_id  bigint      not null,
  line_no         integer     not null,
  quantity        integer     not null,
  refunded_minor  bigint      not null default 0,
  own_quantity    integer     not null default 0,
  own_taken_minor bigint      not null default 0,
  warehouse_id    bigint,
  held            boolean     not null default false,
  at              timestamptz not null,
  recorded_at     timestamptz not null default now(),
  primary key (tenant_id, parcel_id, consignment_id, line_no),
  foreign key (tenant_id, parcel_id) references parcel (tenant_id, id),
  foreign key (tenant_id, consignment_id, line_no) references consignment_line (tenant_id, consignment_id, no),
  constraint parcel_back__quantity_ck check (quantity > 0 and own_quantity between 0 and quantity)
);
create index parcel_back__consignment_ix on parcel_back (tenant_id, consignment_id, line_no);
select entrepot_secure('parcel_back');
grant select, insert on parcel_back to portal_app;
grant update (refunded_minor, own_taken_minor) on parcel_back to portal_app;

-- Who bears what went wrong with a parcel: decided once.
create table parcel_verdict (
  tenant_id             bigint      not null,
  parcel_id             bigint      not null,
  bearer                text        not null,
  goods_minor           bigint      not null,
  freight_minor         bigint      not null,
  return_freight_minor  bigint      not null,
  compensation_minor    bigint      not null,
  dealer_minor          bigint      not null,
  currency              char(3)     not null,
  why                   text        not null,
  by_name               text        not null,
  by_user_id            bigint,
  at                    timestamptz not null,
  recorded_at           timestamptz not null default now(),
  primary key (tenant_id, parcel_id),
  foreign key (tenant_id, parcel_id) references parcel (tenant_id, id),
  constraint parcel_verdict__bearer_ck check (bearer in ('MEMBER', 'DEALER', 'CARRIER', 'HEADQUARTERS')),
  constraint parcel_verdict__amount_ck check (goods_minor >= 0 and freight_minor >= 0 and return_freight_minor >= 0
    and compensation_minor >= 0)
);
select entrepot_secure('parcel_verdict');
grant select, insert on parcel_verdict to portal_app;

-- Which source tells of a tenant's parcels, and the secrets that its messages are signed with.
create table tracking_source (
  tenant_id    bigint      not null references tenant (id),
  source       text        not null,
  active       boolean     not null,
  customer     text        not null,
  secret       text        not null,
  salt         text        not null,
  changed_by   text        not null,
  changed_at   timestamptz not null,
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, source),
  constraint tracking_source__source_ck check (source in ('KUAIDI100', 'SEVENTEEN_TRACK', 'SIMULATOR'))
);
select entrepot_secure('tracking_source');
grant select, insert on tracking_source to portal_app;
grant update (active, customer, secret, salt, changed_by, changed_at) on tracking_source to portal_app;

-- What is on its way since before parcels were followed.
do $$
declare
  each_tenant record;
begin
  for each_tenant in select id from tenant loop
    perform set_config('app.tenant_id', each_tenant.id::text, true);
    insert into parcel (tenant_id, id, code, carrier, number, warehouse_id, dealer_id, phone_tail, grams, state,
                        shipped_at, last_scan_at, charged_minor, currency)
    select p.tenant_id, nextval('parcel_seq'), 'PCL-' || upper(substr(md5(p.carrier || '/' || p.number), 1, 12)),
           p.carrier, p.number, min(c.warehouse_id), min(c.dealer_id), right(min(c.ship_to ->> 'phone'), 4), max(p.grams),
           case when bool_and(c.state = 'DELIVERED') then 'DELIVERED' else 'ANNOUNCED' end, min(c.shipped_at),
           min(c.shipped_at), sum(c.freight_minor / (select count(*) from consignment_parcel n
                                                     where n.tenant_id = c.tenant_id and n.consignment_id = c.id))::bigint,
           min(c.currency)
      from consignment_parcel p
      join consignment c on c.tenant_id = p.tenant_id and c.id = p.consignment_id
     where p.tenant_id = each_tenant.id and c.state in ('SHIPPED', 'DELIVERED') and c.warehouse_id is not null
     group by p.tenant_id, p.carrier, p.number;
    insert into parcel_consignment (tenant_id, parcel_id, consignment_id, consignment_code, order_code, seller_id)
    select k.tenant_id, k.id, c.id, c.code, c.order_code, c.seller_id
      from parcel k
      join consignment_parcel p on p.tenant_id = k.tenant_id and p.carrier = k.carrier and p.number = k.number
      join consignment c on c.tenant_id = p.tenant_id and c.id = p.consignment_id
     where k.tenant_id = each_tenant.id;
  end loop;
  perform set_config('app.tenant_id', '', true);
end
$$;
