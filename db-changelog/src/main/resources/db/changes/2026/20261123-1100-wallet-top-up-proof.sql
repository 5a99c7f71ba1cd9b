--liquibase formatted sql
--changeset entrepot:20261123-1100-wallet-top-up-proof splitStatements:false

-- A top-up knows how the money came, what really came where that is not what was said, and the picture or PDF that
-- proves it. What came back from the bank, or was charged back at a gateway, has bounced.
alter table wallet_top_up add column source text not null default 'TRANSFER';
alter table wallet_top_up add column received_minor bigint;
alter table wallet_top_up add column proof_file text;
alter table wallet_top_up add column proof_type text;
alter table wallet_top_up add constraint wallet_top_up__source_ck check (source in ('TRANSFER', 'GATEWAY'));
alter table wallet_top_up add constraint wallet_top_up__received_ck check (received_minor > 0);
alter table wallet_top_up drop constraint wallet_top_up__state_ck;
alter table wallet_top_up add constraint wallet_top_up__state_ck check (state in ('REPORTED', 'CONFIRMED', 'REJECTED', 'BOUNCED'));
grant update (received_minor) on wallet_top_up to portal_app;

-- What a member puts on its transfers, so that whoever reads the bank's statement knows whose money it is.
create table wallet_reference (
  tenant_id        bigint not null references tenant (id),
  organisation_id  bigint not null,
  reference        text   not null,
  primary key (tenant_id, organisation_id),
  constraint wallet_reference__reference_uq unique (tenant_id, reference)
);
select entrepot_secure('wallet_reference');
grant select, insert on wallet_reference to portal_app;
