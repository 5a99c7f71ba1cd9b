--liquibase formatted sql
--changeset entrepot:20261122-1230-pricing-lists splitStatements:false

-- One dated version of a tier's prices. Nothing is ever removed: what was in force can always be shown again.
create sequence price_list_seq increment 50 start 50;
create table price_list (
  tenant_id      bigint      not null references tenant (id),
  id             bigint      not null,
  code           text        not null,
  tier           text        not null,
  state          text        not null,
  valid_from     timestamptz not null,
  currency       char(3)     not null,
  items          integer     not null,
  items_hash     text        not null,
  proposal_code  text        not null,
  version        bigint      not null,
  recorded_at    timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint price_list__code_uq unique (tenant_id, code),
  constraint price_list__proposal_fk foreign key (tenant_id, proposal_code) references proposal (tenant_id, code),
  constraint price_list__state_ck check (state in ('PROPOSED', 'APPROVED', 'REJECTED'))
);
create index price_list__in_force_ix on price_list (tenant_id, tier, valid_from, id) where state = 'APPROVED';
select entrepot_secure('price_list');
grant select, insert on price_list to portal_app;
grant update (state, valid_from, version) on price_list to portal_app;
grant usage on sequence price_list_seq to portal_app;

create table price_list_item (
  tenant_id      bigint not null references tenant (id),
  price_list_id  bigint not null,
  variant_id     bigint not null,
  supply_minor   bigint not null,
  primary key (tenant_id, price_list_id, variant_id),
  foreign key (tenant_id, price_list_id) references price_list (tenant_id, id),
  foreign key (tenant_id, variant_id) references variant (tenant_id, id),
  constraint price_list_item__supply_ck check (supply_minor > 0)
);
create index price_list_item__variant_ix on price_list_item (tenant_id, variant_id);
select entrepot_secure('price_list_item');
grant select, insert on price_list_item to portal_app;

-- Prices of one member (agreements) and prices of a while (campaigns).
create sequence special_price_seq;
create table special_price (
  tenant_id        bigint      not null references tenant (id),
  id               bigint      not null,
  kind             text        not null,
  name             text        not null,
  organisation_id  bigint,
  tier             text,
  variant_id       bigint      not null,
  supply_minor     bigint      not null,
  valid_from       timestamptz not null,
  valid_to         timestamptz,
  proposal_code    text        not null,
  recorded_at      timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, organisation_id) references organisation (tenant_id, id),
  foreign key (tenant_id, variant_id) references variant (tenant_id, id),
  foreign key (tenant_id, proposal_code) references proposal (tenant_id, code),
  constraint special_price__kind_ck check (kind in ('AGREEMENT', 'CAMPAIGN')),
  constraint special_price__whose_ck check ((kind = 'AGREEMENT') = (organisation_id is not null)),
  constraint special_price__supply_ck check (supply_minor > 0),
  constraint special_price__dates_ck check (valid_to > valid_from)
);
create index special_price__variant_ix on special_price (tenant_id, variant_id, kind);
create index special_price__organisation_ix on special_price (tenant_id, organisation_id);
select entrepot_secure('special_price');
grant select, insert on special_price to portal_app;
grant usage on sequence special_price_seq to portal_app;

-- Prices come into force by the word of two persons, whoever writes the rows: the proposal must be approved, and the
-- proposal's own check refuses an approval by its maker.
create function price_needs_two_persons() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  if not exists (select from proposal p
                  where p.tenant_id = new.tenant_id and p.code = new.proposal_code and p.state = 'APPROVED') then
    raise exception 'no second person has approved proposal %', new.proposal_code
      using errcode = 'integrity_constraint_violation', constraint = 'price_needs_two_persons';
  end if;
  return new;
end
$$;
create trigger price_list_needs_two_persons before insert or update on price_list
  for each row when (new.state = 'APPROVED') execute function price_needs_two_persons();
create trigger special_price_needs_two_persons before insert on special_price
  for each row execute function price_needs_two_persons();

-- A decided list stays as it was decided, and so do its items.
create function price_list_stays() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  if old.state <> 'PROPOSED' then
    raise exception 'price list % is decided', old.code using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger price_list_stays before update on price_list for each row execute function price_list_stays();

create function price_list_item_stays() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  if exists (select from price_list l join proposal p on p.tenant_id = l.tenant_id and p.code = l.proposal_code
              where l.tenant_id = new.tenant_id and l.id = new.price_list_id and p.state <> 'PROPOSED') then
    raise exception 'a decided price list takes no more items' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger price_list_item_stays before insert on price_list_item
  for each row execute function price_list_item_stays();

-- What could be a member's supply price for each variant at a moment; which of them counts is decided in
-- entrepot.pricing.PriceChoice. Plain enough for the planner to look into: quotes ask for a few variants, feeds for all.
create function price_candidates(of_tenant bigint, of_organisation bigint, on_day date, at_time timestamptz)
returns table (variant_id bigint, tier text, discount_percent numeric, band_low_percent numeric,
               band_high_percent numeric, agreement text, agreement_minor bigint, campaign text, campaign_minor bigint,
               list text, list_minor bigint)
language sql stable
as $$
  select v.id, o.tier, t.discount_percent, t.band_low_percent, t.band_high_percent,
         a.name, a.supply_minor, c.name, c.supply_minor, case when i.supply_minor is not null then l.code end,
         i.supply_minor
    from organisation o
    join variant v on v.tenant_id = o.tenant_id
    left join lateral (select * from tier t where t.tenant_id = o.tenant_id and t.code = o.tier
                          and t.valid_from <= on_day order by t.valid_from desc limit 1) t on true
    left join lateral (select l.id, l.code from price_list l
                        where l.tenant_id = o.tenant_id and l.tier = o.tier and l.state = 'APPROVED'
                          and l.valid_from <= at_time order by l.valid_from desc, l.id desc limit 1) l on true
    left join price_list_item i on i.tenant_id = o.tenant_id and i.price_list_id = l.id and i.variant_id = v.id
    left join lateral (select s.name, s.supply_minor from special_price s
                        where s.tenant_id = o.tenant_id and s.variant_id = v.id and s.kind = 'AGREEMENT'
                          and s.organisation_id = o.id and s.valid_from <= at_time
                          and (s.valid_to is null or s.valid_to > at_time)
                        order by s.valid_from desc, s.id desc limit 1) a on true
    left join lateral (select s.name, s.supply_minor from special_price s
                        where s.tenant_id = o.tenant_id and s.variant_id = v.id and s.kind = 'CAMPAIGN'
                          and (s.tier is null or s.tier = o.tier) and s.valid_from <= at_time
                          and (s.valid_to is null or s.valid_to > at_time)
                        order by s.supply_minor, s.id limit 1) c on true
   where o.tenant_id = of_tenant and o.id = of_organisation
$$;
revoke execute on function price_candidates(bigint, bigint, date, timestamptz) from public;
grant execute on function price_candidates(bigint, bigint, date, timestamptz) to portal_app;
