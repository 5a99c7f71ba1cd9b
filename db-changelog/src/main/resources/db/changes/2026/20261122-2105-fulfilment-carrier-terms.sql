--liquibase formatted sql
--changeset entrepot:20261122-2105-fulfilment-carrier-terms splitStatements:false

-- What was agreed with a carrier, version by version; written once. Its latest row says whether parcels may go with it,
-- the one that began last what it costs. What carrier_setting holds moves here and is not read any more.
create sequence carrier_terms_seq;
create table carrier_terms (
  tenant_id       bigint      not null references tenant (id),
  id              bigint      not null,
  carrier         text        not null,
  active          boolean     not null,
  paid_by_dealer  boolean     not null,
  first_grams     integer     not null,
  base_minor      bigint,
  per_kg_minor    bigint,
  currency        char(3)     not null,
  valid_from      timestamptz not null,
  proposal        text,
  why             text        not null,
  by_name         text        not null,
  at              timestamptz not null,
  recorded_at     timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint carrier_terms__rate_ck check ((base_minor is null) = (per_kg_minor is null)),
  constraint carrier_terms__amount_ck check (base_minor >= 0 and per_kg_minor >= 0 and first_grams > 0),
  constraint carrier_terms__two_persons_ck check (not active or proposal is not null)
);
create index carrier_terms__carrier_ix on carrier_terms (tenant_id, carrier, valid_from desc, id desc);
select entrepot_secure('carrier_terms');
grant select, insert on carrier_terms to portal_app;
grant usage on sequence carrier_terms_seq to portal_app;

do $$
declare
  each_tenant record;
begin
  for each_tenant in select id from tenant loop
    perform set_config('app.tenant_id', each_tenant.id::text, true);
    insert into carrier_terms (tenant_id, id, carrier, active, paid_by_dealer, first_grams, base_minor, per_kg_minor, currency,
                               valid_from, proposal, why, by_name, at)
    select tenant_id, nextval('carrier_terms_seq'), carrier, active, paid_by_dealer, first_grams, base_minor, per_kg_minor,
           currency, '2000-01-01Z', '', '', changed_by, changed_at
      from carrier_setting where tenant_id = each_tenant.id order by changed_at, carrier;
  end loop;
  perform set_config('app.tenant_id', '', true);
end
$$;
