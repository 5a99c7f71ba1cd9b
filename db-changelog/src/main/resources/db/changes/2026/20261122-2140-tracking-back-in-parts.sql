--liquibase formatted sql
--changeset entrepot:20261122-2140-tracking-back-in-parts splitStatements:false

-- Pieces of one parcel come back in parts: those that come later are added.
grant update (quantity, own_quantity) on parcel_back to portal_app;
