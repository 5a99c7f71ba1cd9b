--liquibase formatted sql
--changeset entrepot:20261123-1599-settlement-lines-by-owner splitStatements:false

-- What each posting moved on a statement's accounts, all its legs together.
create or replace view settlement_line with (security_invoker = true) as
select s.tenant_id, s.id as statement_id, s.organisation_id, e.posting_id, min(a.kind) as kind, s.currency,
       (-sum(e.amount_minor))::bigint as amount_minor
  from settlement_statement s
  join ledger_account a on a.tenant_id = s.tenant_id and a.owner_id = s.organisation_id
                       and a.kind in ('COMMISSION_DUE', 'DEALER_DUE', 'PAYABLE')
  join ledger_entry e on e.tenant_id = a.tenant_id and e.account_id = a.id
                     and e.posting_id > s.from_posting and e.posting_id <= s.to_posting
 group by s.tenant_id, s.id, e.posting_id;
