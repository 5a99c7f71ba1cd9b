--liquibase formatted sql
--changeset entrepot:20261122-2122-ordering-postponed splitStatements:false

-- A presale that is postponed moves the day by which its orders have to leave.
grant update (ship_by) on sales_order to portal_app;
