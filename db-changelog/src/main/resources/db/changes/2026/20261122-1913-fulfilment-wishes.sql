--liquibase formatted sql
--changeset entrepot:20261122-1913-fulfilment-wishes splitStatements:false

-- What the buyer wishes may change until the parcel is packed.
grant update (remark, gift) on consignment to portal_app;
