--liquibase formatted sql
--changeset entrepot:20261122-1910-fulfilment-held splitStatements:false

-- HELD: its order waits for an answer; stock is set aside and no dealer sees it. REPLACED: its order was changed, others
-- took its place, so neither its pieces nor its money count any more.
alter table consignment drop constraint consignment__state_ck;
alter table consignment add constraint consignment__state_ck check (state in
  ('HELD', 'OFFERED', 'ACCEPTED', 'PACKED', 'SHIPPED', 'DELIVERED', 'UNPLACED', 'CANCELLED', 'REPLACED'));
alter table consignment drop constraint consignment__placed_ck;
alter table consignment add constraint consignment__placed_ck
  check (warehouse_id is not null or state in ('UNPLACED', 'CANCELLED', 'REPLACED'));
-- an address that is changed before packing changes where the parcel goes and what its way costs
grant update (ship_to, freight_minor, ship_by) on consignment to portal_app;
