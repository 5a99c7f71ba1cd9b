--liquibase formatted sql
--changeset entrepot:20261123-1210-wallet-deposits splitStatements:false

-- What a member has to leave as a deposit, by its contract.
create table wallet_deposit (
  tenant_id        bigint      not null references tenant (id),
  organisation_id  bigint      not null,
  currency         char(3)     not null,
  required_minor   bigint      not null,
  why              text        not null,
  set_by           text        not null,
  set_at           timestamptz not null,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, organisation_id),
  foreign key (tenant_id, organisation_id) references organisation (tenant_id, id),
  constraint wallet_deposit__required_ck check (required_minor >= 0)
);
select entrepot_secure('wallet_deposit');
grant select, insert on wallet_deposit to portal_app;
grant update (required_minor, why, set_by, set_at) on wallet_deposit to portal_app;

-- Transfers that are meant for it: BANK → DEPOSIT when they are confirmed.
create table wallet_deposit_transfer (
  tenant_id    bigint not null references tenant (id),
  top_up_code  text   not null,
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, top_up_code),
  foreign key (tenant_id, top_up_code) references wallet_top_up (tenant_id, code)
);
select entrepot_secure('wallet_deposit_transfer');
grant select, insert on wallet_deposit_transfer to portal_app;

-- What else moved on it. What goes back or is kept was proposed by one person and approved by another.
create sequence wallet_deposit_move_seq;
create table wallet_deposit_move (
  tenant_id        bigint      not null references tenant (id),
  id               bigint      not null,
  code             text        not null,
  organisation_id  bigint      not null,
  kind             text        not null,
  proposal_code    text,
  currency         char(3)     not null,
  amount_minor     bigint      not null,
  reason           text        not null,
  by_name          text        not null,
  at               timestamptz not null,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, proposal_code) references proposal (tenant_id, code),
  constraint wallet_deposit_move__code_uq unique (tenant_id, code),
  constraint wallet_deposit_move__proposal_uq unique (tenant_id, proposal_code),
  constraint wallet_deposit_move__kind_ck check (kind in ('FROM_WALLET', 'RETURNED', 'PENALTY', 'CLAIM')),
  constraint wallet_deposit_move__two_persons_ck check ((kind = 'FROM_WALLET') = (proposal_code is null)),
  constraint wallet_deposit_move__amount_ck check (amount_minor > 0)
);
create index wallet_deposit_move__organisation_ix on wallet_deposit_move (tenant_id, organisation_id, id);
select entrepot_secure('wallet_deposit_move');
grant select, insert on wallet_deposit_move to portal_app;
grant usage on sequence wallet_deposit_move_seq to portal_app;

create function wallet_deposit_move_stands() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
begin
  if new.proposal_code is not null and not exists (select from proposal p where p.tenant_id = new.tenant_id and p.code = new.proposal_code
        and p.kind = 'deposit' and p.state = 'APPROVED' and p.checker_person_id <> p.maker_person_id
        and (p.content ->> 'organisation')::bigint = new.organisation_id and (p.content ->> 'amountMinor')::bigint = new.amount_minor) then
    raise exception 'violates constraint "wallet_deposit_move__approved_ck": two persons have not approved this'
      using errcode = '23514', constraint = 'wallet_deposit_move__approved_ck';
  end if;
  return new;
end
$$;
create trigger wallet_deposit_move_stands before insert on wallet_deposit_move
  for each row execute function wallet_deposit_move_stands();
alter table wallet_deposit_move enable always trigger wallet_deposit_move_stands;
revoke execute on function wallet_deposit_move_stands() from public;
