--liquibase formatted sql
--changeset entrepot:20261124-1200-invoicing-missing splitStatements:false

-- Statements that must not be paid before an invoice of their member was accepted, by the rule as it is now.
create view invoicing_missing with (security_invoker = true) as
select s.tenant_id, s.code as statement_code
  from published_statement s
  join published_organisation o on o.tenant_id = s.tenant_id and o.id = s.organisation_id
  join invoicing_rule r on r.tenant_id = s.tenant_id and r.tax_profile = o.tax_profile and r.required
 where s.payable_minor > 0 and not exists (
       select from invoicing_member_invoice i where i.tenant_id = s.tenant_id and i.statement_code = s.code and i.state = 'ACCEPTED');
grant select on invoicing_missing to portal_app;

-- What is issued and not paid: few of all statements, looked at again and again.
create index settlement_statement__issued_ix on settlement_statement (tenant_id, id) where state = 'ISSUED' and payable_minor > 0;
