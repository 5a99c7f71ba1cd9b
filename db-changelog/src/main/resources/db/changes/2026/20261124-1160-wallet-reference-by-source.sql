--liquibase formatted sql
--changeset entrepot:20261124-1160-wallet-reference-by-source splitStatements:false

-- What a member writes on a transfer may be the number of one of its payments at a provider: that payment is credited all the same.
drop index wallet_top_up__reference_uq;
create unique index wallet_top_up__reference_uq on wallet_top_up (tenant_id, organisation_id, source, reference)
  where state <> 'REJECTED';
