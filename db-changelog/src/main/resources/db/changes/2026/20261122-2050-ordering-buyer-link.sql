--liquibase formatted sql
--changeset entrepot:20261122-2050-ordering-buyer-link splitStatements:false

-- Links that a member gives its buyer: whoever has one sees that order's way, and nothing else. Kept as a hash.
create table order_link (
  tenant_id   bigint      not null,
  token_hash  text        not null,
  order_id    bigint      not null,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, order_id) references sales_order (tenant_id, id)
);
select entrepot_secure('order_link');
grant select, insert on order_link to portal_app;
