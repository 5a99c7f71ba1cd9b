--liquibase formatted sql
--changeset entrepot:20261122-2120-shopify-all-numbers splitStatements:false

-- All parcels of a consignment are told, each with its link; what was written before holds its first parcel's alone.
alter table shopify_hand_back add column numbers text[] not null default '{}', add column addresses text[] not null default '{}';
