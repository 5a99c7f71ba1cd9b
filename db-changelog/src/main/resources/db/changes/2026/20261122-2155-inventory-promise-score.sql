--liquibase formatted sql
--changeset entrepot:20261122-2155-inventory-promise-score splitStatements:false

-- What routing has to know of a dealer's promises stands with its place, so that it costs no question of its own.
alter table warehouse add column promise_score integer not null default 100;
alter table warehouse add column promise_offers integer not null default 0;
alter table warehouse add constraint warehouse__promise_ck check (promise_score between 0 and 100 and promise_offers >= 0);
grant update (promise_score, promise_offers) on warehouse to portal_app;
update warehouse w set promise_score = s.score, promise_offers = coalesce((s.numbers ->> 'offers')::integer, 0)
  from dealer_score s where s.tenant_id = w.tenant_id and s.warehouse_id = w.id;
