--liquibase formatted sql
--changeset entrepot:20261122-1926-lists-doctor splitStatements:false

-- A list may wait for its columns to be named (MAPPING), be read again with another encoding, and take turns with others.
alter table shipping_list drop constraint shipping_list__state_ck;
alter table shipping_list add constraint shipping_list__state_ck
  check (state in ('MAPPING', 'CHECKED', 'PLACING', 'DONE', 'DISCARDED'));
alter table shipping_list add column served_at timestamptz, add column checked_at timestamptz;
grant update (served_at, checked_at, format, encoding, delimiter, file_name) on shipping_list to portal_app;
create index shipping_list__shop_ix on shipping_list (tenant_id, sub_shop_id, id);

-- The files of a list, the first one included: a second brings the lines or the addresses of the first one's orders.
create table shipping_list_file (
  tenant_id  bigint  not null,
  list_id    bigint  not null,
  no         integer not null,
  file_code  text    not null,
  file_name  text    not null,
  sha256     text    not null,
  format     text    not null,
  encoding   text    not null,
  delimiter  text    not null,
  primary key (tenant_id, list_id, no),
  foreign key (tenant_id, list_id) references shipping_list (tenant_id, id)
);
create index shipping_list_file__same_ix on shipping_list_file (tenant_id, sha256);
select entrepot_secure('shipping_list_file');
grant select, insert on shipping_list_file to portal_app;
grant update (format, encoding, delimiter) on shipping_list_file to portal_app;
insert into shipping_list_file (tenant_id, list_id, no, file_code, file_name, sha256, format, encoding, delimiter)
  select l.tenant_id, l.id, 1, l.file_code, l.file_name, f.sha256, l.format, l.encoding, l.delimiter
    from shipping_list l join stored_file f on f.tenant_id = l.tenant_id and f.code = l.file_code;

-- A cell that a person corrected in the page, in place of what the file has there.
create table shipping_list_fix (
  tenant_id  bigint      not null,
  list_id    bigint      not null,
  row        bigint      not null,
  field      text        not null,
  value      text        not null,
  by_name    text        not null,
  at         timestamptz not null,
  primary key (tenant_id, list_id, row, field),
  foreign key (tenant_id, list_id) references shipping_list (tenant_id, id)
);
select entrepot_secure('shipping_list_fix');
grant select, insert on shipping_list_fix to portal_app;
grant update (value, by_name, at) on shipping_list_fix to portal_app;

alter table shipping_list_order drop constraint shipping_list_order__outcome_ck;
alter table shipping_list_order add constraint shipping_list_order__outcome_ck check (outcome in
  ('READY', 'BAD', 'LEFT_OUT', 'PLACED', 'REFUSED', 'WAITING_LABEL', 'WAITING_FUNDS', 'PRICE_CHANGED', 'DIFFERS'));
alter table shipping_list_order add column ship_by timestamptz;
-- the turn of each order: what has to leave first is placed first
create index shipping_list_order__turn_ix on shipping_list_order (tenant_id, list_id, ship_by, no) where outcome = 'READY';
grant delete on shipping_list_order to portal_app;
grant update (total_minor, currency, command, ship_by) on shipping_list_order to portal_app;

-- Lines that no SKU and no alias explains, by what the sub-shop calls them.
create table shipping_list_unmapped (
  tenant_id    bigint  not null,
  list_id      bigint  not null,
  no           integer not null,
  line         integer not null,
  sub_shop_id  bigint  not null,
  key          text    not null,
  item         text    not null,
  spec         text    not null,
  item_code    text    not null,
  pieces       integer not null,
  primary key (tenant_id, list_id, no, line),
  foreign key (tenant_id, list_id) references shipping_list (tenant_id, id)
);
create index shipping_list_unmapped__shop_ix on shipping_list_unmapped (tenant_id, sub_shop_id, key);
select entrepot_secure('shipping_list_unmapped');
grant select, insert, delete on shipping_list_unmapped to portal_app;

-- Which column of an unknown file means what, remembered a sub-shop and header.
create table list_mapping (
  tenant_id    bigint      not null,
  sub_shop_id  bigint      not null,
  fingerprint  text        not null,
  columns      jsonb       not null,
  by_name      text        not null,
  at           timestamptz not null,
  primary key (tenant_id, sub_shop_id, fingerprint),
  foreign key (tenant_id, sub_shop_id) references sub_shop (tenant_id, id)
);
select entrepot_secure('list_mapping');
grant select, insert on list_mapping to portal_app;
grant update (columns, by_name, at) on list_mapping to portal_app;

-- What a sub-shop calls a thing, and what it is here: variants and how many of each, gifts too.
create sequence item_alias_seq;
create table item_alias (
  tenant_id        bigint      not null,
  id               bigint      not null,
  code             text        not null,
  organisation_id  bigint      not null,
  sub_shop_id      bigint      not null,
  key              text        not null,
  item             text        not null,
  spec             text        not null,
  item_code        text        not null,
  parts            jsonb       not null,
  by_name          text        not null,
  at               timestamptz not null,
  primary key (tenant_id, id),
  constraint item_alias__code_uq unique (tenant_id, code),
  constraint item_alias__key_uq unique (tenant_id, sub_shop_id, key),
  foreign key (tenant_id, sub_shop_id) references sub_shop (tenant_id, id)
);
select entrepot_secure('item_alias');
grant select, insert, delete on item_alias to portal_app;
grant update (parts, by_name, at) on item_alias to portal_app;
grant usage on sequence item_alias_seq to portal_app;

-- Labels of parcels whose receiver the platform hides: one page each, found by the order's number.
create table shipping_label (
  tenant_id        bigint      not null,
  organisation_id  bigint      not null,
  sub_shop_id      bigint      not null,
  outside_number   text        not null,
  file_code        text        not null,
  file_name        text        not null,
  tracking         text        not null,
  province         text        not null,
  city             text        not null,
  district         text        not null,
  uploaded_by      text        not null,
  uploaded_at      timestamptz not null,
  primary key (tenant_id, sub_shop_id, outside_number),
  foreign key (tenant_id, sub_shop_id) references sub_shop (tenant_id, id)
);
select entrepot_secure('shipping_label');
grant select, insert on shipping_label to portal_app;
grant update (file_code, file_name, tracking, province, city, district, uploaded_by, uploaded_at) on shipping_label to portal_app;

-- Numbers of parcels that went back to the sub-shop's platform, and in which file.
create table handed_back (
  tenant_id    bigint      not null,
  sub_shop_id  bigint      not null,
  order_code   text        not null,
  carrier      text        not null,
  number       text        not null,
  file_code    text        not null,
  by_name      text        not null,
  at           timestamptz not null,
  primary key (tenant_id, sub_shop_id, order_code, carrier, number),
  foreign key (tenant_id, sub_shop_id) references sub_shop (tenant_id, id)
);
create index handed_back__file_ix on handed_back (tenant_id, file_code);
select entrepot_secure('handed_back');
grant select, insert on handed_back to portal_app;
create table handed_back_file (
  tenant_id        bigint      not null,
  code             text        not null,
  organisation_id  bigint      not null,
  sub_shop_id      bigint      not null,
  file_code        text        not null,
  layout           text        not null,
  numbers          integer     not null,
  by_name          text        not null,
  at               timestamptz not null,
  primary key (tenant_id, code),
  foreign key (tenant_id, sub_shop_id) references sub_shop (tenant_id, id)
);
create index handed_back_file__shop_ix on handed_back_file (tenant_id, sub_shop_id, at);
select entrepot_secure('handed_back_file');
grant select, insert on handed_back_file to portal_app;

-- Each parcel's number with the order that its goods were ordered under.
create view shipped_number with (security_invoker = true) as
select o.tenant_id, o.organisation_id, o.sub_shop_id, o.code as order_code, coalesce(o.outside_number, '') as outside_number,
       p.carrier, p.number, min(c.shipped_at) as shipped_at
  from consignment_parcel p
  join consignment c on c.tenant_id = p.tenant_id and c.id = p.consignment_id
  join sales_order o on o.tenant_id = c.tenant_id and o.code = c.order_code
 where c.shipped_at is not null
 group by o.tenant_id, o.organisation_id, o.sub_shop_id, o.code, o.outside_number, p.carrier, p.number;
grant select on shipped_number to portal_app;
