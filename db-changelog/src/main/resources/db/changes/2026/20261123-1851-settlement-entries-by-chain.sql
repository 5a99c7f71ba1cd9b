--liquibase formatted sql
--changeset entrepot:20261123-1851-settlement-entries-by-chain splitStatements:false

-- Statements that became links of a chain counted the entries of their list: with their own run's postings, which stand on the
-- statement after by the chain. Their amounts are the same either way; the number said of them is now the chain's.
update settlement_statement s set entries = c.entries
  from (select t.tenant_id, t.id, count(e.posting_id) as entries
          from settlement_statement t
          join ledger_account a on a.tenant_id = t.tenant_id and a.owner_id = t.organisation_id
                               and a.kind in ('COMMISSION_DUE', 'DEALER_DUE', 'PAYABLE')
          left join ledger_entry e on e.tenant_id = a.tenant_id and e.account_id = a.id
                                  and e.posting_id > t.from_posting and e.posting_id <= t.to_posting
         where exists (select from settlement_entry l where l.tenant_id = t.tenant_id and l.run_id = t.run_id)
         group by t.tenant_id, t.id) c
 where c.tenant_id = s.tenant_id and c.id = s.id and s.entries <> c.entries;

-- A run that was still collecting its list has no cut yet: it looks for it anew.
update settlement_run set cut_posting = null where state = 'DRAFT';
