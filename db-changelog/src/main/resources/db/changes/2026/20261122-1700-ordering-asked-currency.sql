--liquibase formatted sql
--changeset entrepot:20261122-1700-ordering-asked-currency splitStatements:false

-- What a buyer paid stands in the currency of the sub-shop, which may be another than the tenant's. Null with rows
-- written before this: theirs is the line's own.
alter table order_line add column asked_currency char(3);
