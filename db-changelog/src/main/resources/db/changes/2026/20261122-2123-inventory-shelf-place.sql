--liquibase formatted sql
--changeset entrepot:20261122-2123-inventory-shelf-place splitStatements:false

-- Where in a warehouse a variant lies, in the words of who works there.
create table shelf_place (
  tenant_id     bigint not null references tenant (id),
  warehouse_id  bigint not null,
  variant_id    bigint not null,
  place         text   not null,
  primary key (tenant_id, warehouse_id, variant_id),
  foreign key (tenant_id, warehouse_id) references warehouse (tenant_id, id)
);
select entrepot_secure('shelf_place');
grant select, insert, delete on shelf_place to portal_app;
grant update (place) on shelf_place to portal_app;
