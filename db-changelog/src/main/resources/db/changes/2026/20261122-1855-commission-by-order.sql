--liquibase formatted sql
--changeset entrepot:20261122-1855-commission-by-order splitStatements:false

-- What an order has earned is asked for by its code.
create index commission_accrual__order_ix on commission_accrual (tenant_id, order_code);
