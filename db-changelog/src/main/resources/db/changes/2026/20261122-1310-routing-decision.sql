--liquibase formatted sql
--changeset entrepot:20261122-1310-routing-decision splitStatements:false

-- Every decision whole, so that it can be shown and replayed. The reference is an order's code.
create sequence routing_decision_seq;
create table routing_decision (
  tenant_id    bigint      not null references tenant (id),
  id           bigint      not null,
  reference    text        not null,
  decision     jsonb       not null,
  at           timestamptz not null,
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index routing_decision__reference_ix on routing_decision (tenant_id, reference, id);
select entrepot_secure('routing_decision');
grant select, insert, delete on routing_decision to portal_app;
grant usage on sequence routing_decision_seq to portal_app;

-- Who got what, for load and fair share; voided when the dealer declined or was late, which its score remembers.
create sequence routing_choice_seq;
create table routing_choice (
  tenant_id     bigint      not null references tenant (id),
  id            bigint      not null,
  decision_id   bigint      not null,
  warehouse_id  bigint      not null,
  reference     text        not null,
  at            timestamptz not null,
  voided        boolean     not null default false,
  recorded_at   timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, decision_id) references routing_decision (tenant_id, id)
);
create index routing_choice__warehouse_ix on routing_choice (tenant_id, warehouse_id, at) include (voided);
create index routing_choice__decision_ix on routing_choice (tenant_id, decision_id);
create index routing_choice__reference_ix on routing_choice (tenant_id, reference, warehouse_id);
select entrepot_secure('routing_choice');
grant select, insert, delete on routing_choice to portal_app;
grant update (voided) on routing_choice to portal_app;
grant usage on sequence routing_choice_seq to portal_app;
