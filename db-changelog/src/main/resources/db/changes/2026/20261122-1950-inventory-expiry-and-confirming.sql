--liquibase formatted sql
--changeset entrepot:20261122-1950-inventory-expiry-and-confirming splitStatements:false

-- Stock set aside for somebody who has not paid or decided yet goes back by itself; null lasts.
alter table reservation add column expires_at timestamptz;
create index reservation__expires_ix on reservation (tenant_id, expires_at) where expires_at is not null;
grant update (expires_at) on reservation to portal_app;

-- When who runs the warehouse last said that its stock is as the books say: all of it, or one pile.
-- Null: never yet.
alter table warehouse add column stock_confirmed_at timestamptz;
grant update (stock_confirmed_at) on warehouse to portal_app;
alter table stock add column confirmed_at timestamptz;
grant update (confirmed_at) on stock to portal_app;

-- Of what is on hand, pieces that are sold before they are there (presale). What really lies there is on_hand - promised,
-- and a piece that has not come yet cannot leave.
alter table stock add column promised integer not null default 0;
alter table stock add constraint stock__promised_ck check (promised between 0 and on_hand);
grant update (promised) on stock to portal_app;
