--liquibase formatted sql
--changeset entrepot:20261123-1200-wallet-credit-lines splitStatements:false

-- Credit lines. A row is written when a second person has approved its proposal, never before, and says what both have seen; what is granted
-- may fall below it by one person's word and never rise again: that takes another proposal.
create sequence wallet_credit_line_seq;
create table wallet_credit_line (
  tenant_id        bigint       not null references tenant (id),
  id               bigint       not null,
  code             text         not null,
  organisation_id  bigint       not null,
  proposal_code    text         not null,
  currency         char(3)      not null,
  limit_minor      bigint       not null,             -- what two persons approved
  granted_minor    bigint       not null,             -- what is left of it
  period           text         not null,             -- the account period
  period_days      integer,
  free_days        integer      not null,             -- after the period's end, without interest
  interest_rate    numeric(9,6) not null,             -- a year, of the overdue amount: 0.18 is 18 %
  valid_from       date         not null,
  valid_to         date,                              -- the last day; null: until it is stopped
  state            text         not null,
  overdue_minor    bigint       not null default 0,   -- as of looked_on; what placing an order reads
  overdue_since    date,
  looked_on        date,
  stopped_why      text         not null default '',
  approved_at      timestamptz  not null,
  recorded_at      timestamptz  not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, organisation_id) references organisation (tenant_id, id),
  foreign key (tenant_id, proposal_code) references proposal (tenant_id, code),
  constraint wallet_credit_line__code_uq unique (tenant_id, code),
  constraint wallet_credit_line__proposal_uq unique (tenant_id, proposal_code),
  constraint wallet_credit_line__limit_ck check (limit_minor > 0 and granted_minor between 0 and limit_minor),
  constraint wallet_credit_line__period_ck check (period = 'MONTH' and period_days is null or period = 'DAYS' and period_days between 1 and 366),
  constraint wallet_credit_line__free_ck check (free_days between 0 and 366),
  constraint wallet_credit_line__rate_ck check (interest_rate between 0 and 1),
  constraint wallet_credit_line__valid_ck check (valid_to is null or valid_to >= valid_from),
  constraint wallet_credit_line__state_ck check (state in ('WAITING', 'ACTIVE', 'STOPPED', 'ENDED', 'REPLACED')),
  constraint wallet_credit_line__overdue_ck check ((overdue_since is null) = (overdue_minor = 0) and overdue_minor >= 0)
);
-- by which a member's debts are judged: at most one; and one that begins later
create unique index wallet_credit_line__current_uq on wallet_credit_line (tenant_id, organisation_id) where state in ('ACTIVE', 'STOPPED', 'ENDED');
create unique index wallet_credit_line__waiting_uq on wallet_credit_line (tenant_id, organisation_id) where state = 'WAITING';
select entrepot_secure('wallet_credit_line');
grant select, insert on wallet_credit_line to portal_app;
grant update (granted_minor, state, overdue_minor, overdue_since, looked_on, stopped_why) on wallet_credit_line to portal_app;
grant usage on sequence wallet_credit_line_seq to portal_app;

create function wallet_credit_line_stands() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    if not exists (select from proposal p where p.tenant_id = new.tenant_id and p.code = new.proposal_code and p.kind = 'credit-line'
                      and p.state = 'APPROVED' and p.checker_person_id <> p.maker_person_id
                      and (p.content ->> 'organisation')::bigint = new.organisation_id
                      and (p.content ->> 'limitMinor')::bigint = new.limit_minor) then
      raise exception 'violates constraint "wallet_credit_line__approved_ck": two persons have not approved this line'
        using errcode = '23514', constraint = 'wallet_credit_line__approved_ck';
    end if;
  elsif new.limit_minor <> old.limit_minor or new.organisation_id <> old.organisation_id or new.granted_minor > old.granted_minor
     or new.state = 'ACTIVE' and old.state not in ('ACTIVE', 'WAITING') then
    raise exception 'violates constraint "wallet_credit_line__approved_ck": raising a line takes two persons'
      using errcode = '23514', constraint = 'wallet_credit_line__approved_ck';
  end if;
  return new;
end
$$;
create trigger wallet_credit_line_stands before insert or update on wallet_credit_line
  for each row execute function wallet_credit_line_stands();
alter table wallet_credit_line enable always trigger wallet_credit_line_stands;

-- A wallet's limit follows its line: never beyond what is granted. Where more is used than may be (stopped, lowered, overdue), the limit is
-- what is used, and falls with each payment to where it should be: what was paid back cannot be spent again.
alter table ledger_balance add column limit_floor_minor bigint not null default 0;
grant update (limit_minor, limit_floor_minor) on ledger_balance to portal_app;

create function ledger_limit_falls() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  new.limit_minor := greatest(new.limit_floor_minor, least(old.limit_minor, -new.balance_minor));
  return new;
end
$$;
create trigger ledger_limit_falls before update of balance_minor on ledger_balance
  for each row when (new.limit_minor > new.limit_floor_minor) execute function ledger_limit_falls();
alter table ledger_balance enable always trigger ledger_limit_falls;

create function ledger_limit_was_granted() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
begin
  if greatest(new.limit_minor, new.limit_floor_minor) > old.limit_minor
     and not exists (select from ledger_account a
                       join wallet_credit_line l on l.tenant_id = a.tenant_id and l.organisation_id = a.organisation_id and l.state = 'ACTIVE'
                      where a.tenant_id = new.tenant_id and a.id = new.account_id and a.kind = 'WALLET'
                        and l.granted_minor >= greatest(new.limit_minor, new.limit_floor_minor)) then
    raise exception 'violates constraint "ledger_balance__granted_ck": no line of two persons covers this limit'
      using errcode = '23514', constraint = 'ledger_balance__granted_ck';
  end if;
  return new;
end
$$;
create trigger ledger_limit_was_granted before update of limit_minor, limit_floor_minor on ledger_balance
  for each row execute function ledger_limit_was_granted();
alter table ledger_balance enable always trigger ledger_limit_was_granted;
revoke execute on function wallet_credit_line_stands(), ledger_limit_was_granted() from public;

-- One row a member and day on which something was overdue: how the interest came about, and whether it is posted.
create table wallet_interest (
  tenant_id        bigint      not null references tenant (id),
  organisation_id  bigint      not null,
  on_date          date        not null,
  line_code        text        not null,
  currency         char(3)     not null,
  overdue_minor    bigint      not null,
  interest_minor   bigint      not null,
  explanation      jsonb       not null,
  posted_at        timestamptz,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, organisation_id, on_date),
  constraint wallet_interest__amount_ck check (overdue_minor > 0 and interest_minor >= 0)
);
create index wallet_interest__open_ix on wallet_interest (tenant_id, organisation_id, on_date) where posted_at is null;
select entrepot_secure('wallet_interest');
grant select, insert on wallet_interest to portal_app;
grant update (posted_at) on wallet_interest to portal_app;

-- Letters about what is or will be due: each level once for what is due on one day.
create sequence wallet_dunning_seq;
create table wallet_dunning (
  tenant_id        bigint      not null references tenant (id),
  id               bigint      not null,
  organisation_id  bigint      not null,
  level            text        not null,
  due_on           date        not null,
  currency         char(3)     not null,
  amount_minor     bigint      not null,
  sent_to          text        not null,
  sent_at          timestamptz not null,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint wallet_dunning__once_uq unique (tenant_id, organisation_id, due_on, level),
  constraint wallet_dunning__level_ck check (level in ('BEFORE', 'DUE', 'OVERDUE', 'SECOND', 'LAST')),
  constraint wallet_dunning__amount_ck check (amount_minor > 0)
);
select entrepot_secure('wallet_dunning');
grant select, insert on wallet_dunning to portal_app;
grant usage on sequence wallet_dunning_seq to portal_app;

-- Where letters about money go, with the language in which the member reads.
create or replace view published_organisation with (security_invoker = true) as
select tenant_id, id, code, name, headquarters, state, tax_profile, contract_from, contract_to, email from organisation;
