--liquibase formatted sql
--changeset entrepot:20261122-1200-catalog-products splitStatements:false

create sequence product_seq increment 50 start 50;
create table product (
  tenant_id     bigint      not null references tenant (id),
  id            bigint      not null,
  handle        text        not null,
  title         text        not null,
  description   text        not null default '',
  vendor        text        not null default '',
  category      text        not null default '',
  tags          text        not null default '',
  state         text        not null,
  option1_name  text        not null default '',
  option2_name  text        not null default '',
  option3_name  text        not null default '',
  since         timestamptz not null,
  version       bigint      not null,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint product__handle_uq unique (tenant_id, handle),
  constraint product__state_ck check (state in ('DRAFT', 'ACTIVE', 'ARCHIVED')),
  constraint product__handle_ck check (handle <> '' and title <> '')
);
create index product__title_ix on product (tenant_id, title, handle);
select entrepot_secure('product');
grant select, insert, update on product to portal_app;
grant usage on sequence product_seq to portal_app;

create sequence variant_seq increment 50 start 50;
create table variant (
  tenant_id     bigint      not null references tenant (id),
  id            bigint      not null,
  product_id    bigint      not null,
  position      integer     not null,
  sku           text        not null,
  option1       text        not null default '',
  option2       text        not null default '',
  option3       text        not null default '',
  retail_minor  bigint      not null,
  currency      char(3)     not null,
  weight_grams  integer     not null,
  barcode       text        not null default '',
  image_url     text        not null default '',
  needs_review  boolean     not null default false,
  version       bigint      not null,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, product_id) references product (tenant_id, id),
  constraint variant__sku_uq unique (tenant_id, sku),
  constraint variant__sku_ck check (sku <> ''),
  constraint variant__retail_ck check (retail_minor >= 0),
  constraint variant__weight_ck check (weight_grams between 0 and 1000000)
);
-- files write the same SKU in two cases; orders find it in either as long as it is the only one
create index variant__sku_in_any_case_ix on variant (tenant_id, lower(sku));
create index variant__product_ix on variant (tenant_id, product_id, position);
create index variant__review_ix on variant (tenant_id, id) where needs_review;
select entrepot_secure('variant');
grant select, insert, update on variant to portal_app;
grant usage on sequence variant_seq to portal_app;

create sequence product_image_seq increment 50 start 50;
create table product_image (
  tenant_id   bigint  not null references tenant (id),
  id          bigint  not null,
  product_id  bigint  not null,
  position    integer not null,
  url         text    not null,
  alt         text    not null default '',
  primary key (tenant_id, id),
  foreign key (tenant_id, product_id) references product (tenant_id, id)
);
create index product_image__product_ix on product_image (tenant_id, product_id, position);
select entrepot_secure('product_image');
grant select, insert, delete on product_image to portal_app;
grant usage on sequence product_image_seq to portal_app;
