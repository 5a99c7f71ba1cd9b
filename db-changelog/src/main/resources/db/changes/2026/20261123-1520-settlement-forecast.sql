--liquibase formatted sql
--changeset entrepot:20261123-1520-settlement-forecast splitStatements:false

-- What each capability publishes about money that is on its way, for the forecast and the reconciliation of settlement.
create view commission_waiting with (security_invoker = true) as
select tenant_id, organisation_id, due_at, currency, amount_minor - reversed_minor as left_minor
  from commission_accrual where state = 'PENDING';
create view payout_waiting with (security_invoker = true) as
select tenant_id, id, organisation_id, code, cause_type, cause_code, currency, amount_minor, due_on, state, reason
  from payout where state not in ('PAID', 'CANCELLED');
create view invoicing_open with (security_invoker = true) as
select tenant_id, organisation_id, code, currency, open_minor, due_on from invoicing_receivable where state = 'OPEN';
create view bank_seen with (security_invoker = true) as
select l.tenant_id, l.id, l.code, l.booked_on, l.currency, l.amount_minor, l.state, l.settled_as, l.name, l.text
  from bank_line l;
create view bank_seen_posting with (security_invoker = true) as
select tenant_id, posting_id, amount_minor from bank_match;
grant select on commission_waiting, payout_waiting, invoicing_open, bank_seen, bank_seen_posting to portal_app;
