--liquibase formatted sql
--changeset entrepot:20261123-2030-reporting-invoices splitStatements:false

-- What of invoices and charges waits for somebody, as the desks show it.
create view published_invoice_task with (security_invoker = true) as
select f.tenant_id, 'NUMBER_INVOICE' as kind, f.code, f.organisation_id, '' as title, f.gross_minor as amount_minor, f.currency, f.at as since
  from invoicing_fapiao f where f.state = 'REQUESTED'
union all
select r.tenant_id, 'NUMBER_RED_LETTER', f.code, f.organisation_id, f.number, r.amount_minor, r.currency, r.at
  from invoicing_red_letter r join invoicing_fapiao f on f.tenant_id = r.tenant_id and f.id = r.fapiao_id where r.state = 'PROPOSED'
union all
select i.tenant_id, 'CHECK_MEMBER_INVOICE', i.code, i.organisation_id, i.number, i.net_minor + i.vat_minor, i.currency, i.at
  from invoicing_member_invoice i where i.state = 'UPLOADED';
grant select on published_invoice_task to portal_app;

create view published_charge with (security_invoker = true) as
select tenant_id, code, organisation_id, title, open_minor as amount_minor, currency, due_on, at as since
  from invoicing_receivable where state = 'OPEN';
grant select on published_charge to portal_app;

-- Statements that are not paid before their member's invoice was accepted, and for which none is handed in.
create view published_invoice_wanted with (security_invoker = true) as
select s.tenant_id, s.code, s.organisation_id, s.payable_minor as amount_minor, s.currency, s.issued_at as since
  from published_statement s
  join published_organisation o on o.tenant_id = s.tenant_id and o.id = s.organisation_id
  join invoicing_rule r on r.tenant_id = s.tenant_id and r.tax_profile = o.tax_profile and r.required
 where s.state = 'ISSUED' and s.payable_minor > 0 and not exists (
       select from invoicing_member_invoice i where i.tenant_id = s.tenant_id and i.statement_code = s.code and i.state <> 'REJECTED');
grant select on published_invoice_wanted to portal_app;
