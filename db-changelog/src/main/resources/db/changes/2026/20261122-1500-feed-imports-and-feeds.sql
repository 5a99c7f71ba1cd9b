--liquibase formatted sql
--changeset entrepot:20261122-1500-feed-imports-and-feeds splitStatements:false

-- A product file: what it was read as, what each of its rows would do or did.
create sequence product_import_seq;
create table product_import (
  tenant_id      bigint      not null references tenant (id),
  id             bigint      not null,
  code           text        not null,
  file_code      text        not null,
  file_name      text        not null,
  dialect        text        not null,
  encoding       text        not null,
  state          text        not null,
  plan_hash      text        not null,
  counts         jsonb       not null,
  by_name        text        not null,
  checked_at     timestamptz not null,
  applied_at     timestamptz,
  proposal_code  text,
  recorded_at    timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint product_import__code_uq unique (tenant_id, code),
  foreign key (tenant_id, file_code) references stored_file (tenant_id, code),
  constraint product_import__state_ck check (state in ('CHECKED', 'APPLIED'))
);
select entrepot_secure('product_import');
grant select, insert on product_import to portal_app;
grant update (state, plan_hash, counts, by_name, checked_at, applied_at, proposal_code) on product_import to portal_app;
grant usage on sequence product_import_seq to portal_app;

create table product_import_row (
  tenant_id     bigint  not null references tenant (id),
  import_id     bigint  not null,
  line_no       integer not null,
  handle        text    not null,
  sku           text    not null,
  name          text    not null,
  outcome       text    not null,
  remark        text    not null default '',
  detail        text    not null default '',
  price_before  text    not null default '',
  price_after   text    not null default '',
  primary key (tenant_id, import_id, line_no),
  foreign key (tenant_id, import_id) references product_import (tenant_id, id)
);
select entrepot_secure('product_import_row');
grant select, insert, delete on product_import_row to portal_app;

-- A feed is found by the hash of the token in its address; the token itself is nowhere.
create sequence feed_seq;
create table feed (
  tenant_id        bigint      not null references tenant (id),
  id               bigint      not null,
  code             text        not null,
  organisation_id  bigint      not null,
  sub_shop_id      bigint      not null,
  format           text        not null,
  token_hash       text        not null,
  active           boolean     not null default true,
  opened_at        timestamptz not null,
  read_at          timestamptz,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint feed__code_uq unique (tenant_id, code),
  constraint feed__token_uq unique (tenant_id, token_hash),
  foreign key (tenant_id, organisation_id) references organisation (tenant_id, id),
  foreign key (tenant_id, sub_shop_id) references sub_shop (tenant_id, id),
  constraint feed__format_ck check (format in ('SHOPIFY_CSV', 'JSON'))
);
create index feed__sub_shop_ix on feed (tenant_id, sub_shop_id);
create index feed__organisation_ix on feed (tenant_id, organisation_id);
select entrepot_secure('feed');
grant select, insert on feed to portal_app;
grant update (token_hash, active, read_at) on feed to portal_app;
grant usage on sequence feed_seq to portal_app;
