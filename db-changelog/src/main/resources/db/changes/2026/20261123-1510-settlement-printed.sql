--liquibase formatted sql
--changeset entrepot:20261123-1510-settlement-printed splitStatements:false

-- What commission publishes about an accrual to those who print it.
create view commission_line with (security_invoker = true) as
select tenant_id, code, earner, order_code, sku, quantity, rule_code from commission_accrual;
grant select on commission_line to portal_app;

-- PDF, workbook and CSV: each kind that was printed once is printed the same for ever.
alter table settlement_print add column kind text not null default 'pdf';
alter table settlement_print drop constraint settlement_print_pkey;
alter table settlement_print add primary key (tenant_id, statement_id, kind, language);
