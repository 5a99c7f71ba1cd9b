--liquibase formatted sql
--changeset entrepot:20261122-2112-pricing-quantity-steps splitStatements:false

-- From so many pieces on a price list's line may cost less: both lists go together, the smallest quantity first.
alter table price_list_item
  add column step_from bigint[] not null default '{}',
  add column step_minor bigint[] not null default '{}',
  add constraint price_list_item__steps_ck check (cardinality(step_from) = cardinality(step_minor));

drop function price_candidates(bigint, bigint, date, timestamptz);
create function price_candidates(of_tenant bigint, of_organisation bigint, on_day date, at_time timestamptz)
returns table (variant_id bigint, tier text, discount_percent numeric, band_low_percent numeric,
               band_high_percent numeric, agreement text, agreement_minor bigint, campaign text, campaign_minor bigint,
               list text, list_minor bigint, step_from bigint[], step_minor bigint[])
language sql stable
as $$
  select v.id, o.tier, t.discount_percent, t.band_low_percent, t.band_high_percent,
         a.name, a.supply_minor, c.name, c.supply_minor, case when i.supply_minor is not null then l.code end,
         i.supply_minor, coalesce(i.step_from, '{}'), coalesce(i.step_minor, '{}')
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
