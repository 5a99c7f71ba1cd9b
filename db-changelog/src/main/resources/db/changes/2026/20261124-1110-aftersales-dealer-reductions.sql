--liquibase formatted sql
--changeset entrepot:20261124-1110-aftersales-dealer-reductions splitStatements:false

-- What a dealer at fault bore of a price reduction; negative where pieces that came later took it up again. Null on what was refunded before.
alter table aftersales_return_line add column dealer_minor bigint;
grant update (dealer_minor) on aftersales_return_line to portal_app;
