--liquibase formatted sql
--changeset entrepot:20261124-1300-payout-reported splitStatements:false

-- What is said to be paid outside a batch stands aside until another person agrees; the proposal holds who said it and who agreed.
alter table payout drop constraint payout__state_ck;
alter table payout add constraint payout__state_ck check (state in ('WAITING', 'IN_BATCH', 'IN_TRANSIT', 'REPORTED', 'PAID', 'CANCELLED'));
alter table payout add constraint payout__reported_ck check (state <> 'REPORTED' or reference <> '');
drop index payout__open_ix;
create index payout__open_ix on payout (tenant_id, state, due_on, id) where state in ('WAITING', 'IN_BATCH', 'IN_TRANSIT', 'REPORTED');
