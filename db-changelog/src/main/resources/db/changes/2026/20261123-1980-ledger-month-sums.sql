--liquibase formatted sql
--changeset entrepot:20261123-1980-ledger-month-sums splitStatements:false

-- What a closed month moved on each account: nothing is posted into it any more, so dated balances need not add it up again. Gone when the month is opened again.
create table ledger_period_sum (
  tenant_id     bigint not null references tenant (id),
  period_id     bigint not null,
  account_id    bigint not null,
  debit_minor   bigint not null,
  credit_minor  bigint not null,
  primary key (tenant_id, period_id, account_id),
  constraint ledger_period_sum__period_fk foreign key (tenant_id, period_id) references ledger_period (tenant_id, id),
  constraint ledger_period_sum__account_fk foreign key (tenant_id, account_id) references ledger_account (tenant_id, id),
  constraint ledger_period_sum__amount_ck check (debit_minor >= 0 and credit_minor >= 0)
);
select entrepot_secure('ledger_period_sum');
grant select, insert, delete on ledger_period_sum to portal_app;

-- Months that were closed before have no sums; they are added up as before.
alter table ledger_period add column summed boolean not null default false;
grant update (summed) on ledger_period to portal_app;
