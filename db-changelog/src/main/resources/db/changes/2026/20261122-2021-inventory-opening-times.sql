--liquibase formatted sql
--changeset entrepot:20261122-2021-inventory-opening-times splitStatements:false

-- A dealer's own week, where it is not the tenant's: weekdays as ISO digits (12345 is Monday to Friday).
alter table warehouse add column weekdays text;
alter table warehouse add column opens_at time;
alter table warehouse add column closes_at time;
alter table warehouse add constraint warehouse__week_ck
  check ((weekdays is null) = (opens_at is null) and (weekdays is null) = (closes_at is null) and opens_at < closes_at
         and weekdays ~ '^[1-7]{1,7}$' or weekdays is null);
grant update (weekdays, opens_at, closes_at) on warehouse to portal_app;

create index dealer_mark__order_ix on dealer_mark (tenant_id, order_code) where kind = 'RAN_OUT';
