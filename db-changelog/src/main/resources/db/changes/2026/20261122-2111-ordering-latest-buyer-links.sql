--liquibase formatted sql
--changeset entrepot:20261122-2111-ordering-latest-buyer-links splitStatements:false

-- Of the links that a member gives its buyer only the latest are kept.
create index order_link__order_ix on order_link (tenant_id, order_id, recorded_at);
grant delete on order_link to portal_app;
