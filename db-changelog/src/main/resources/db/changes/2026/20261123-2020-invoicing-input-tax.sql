--liquibase formatted sql
--changeset entrepot:20261123-2020-invoicing-input-tax splitStatements:false

-- Whether headquarters deducts the tax of accepted invoices from members of that profile: VAT_IN. Not before headquarters says so.
alter table invoicing_rule add column deducts boolean not null default false;
grant update (deducts) on invoicing_rule to portal_app;

-- What a statement pays for, as its member's invoice has to be booked.
create view published_statement_income with (security_invoker = true) as
select tenant_id, code, commission_due_minor, dealer_due_minor, currency from settlement_statement;
grant select on published_statement_income to portal_app;
