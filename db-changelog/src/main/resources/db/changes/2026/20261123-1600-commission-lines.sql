--liquibase formatted sql
--changeset entrepot:20261123-1600-commission-lines splitStatements:false

-- What a delivery's commission is computed from, in one question for many deliveries: each capability's own columns, joined here.
create view published_delivered_line with (security_invoker = true) as
select c.tenant_id, c.id as consignment_id, c.code as consignment_code, c.order_code, c.shipped_at, l.no, l.order_line, l.variant_id, l.sku, l.quantity,
       l.supply_minor, c.currency
  from consignment c
  join consignment_line l on l.tenant_id = c.tenant_id and l.consignment_id = c.id;
grant select on published_delivered_line to portal_app;

create view published_sold_line with (security_invoker = true) as
select o.tenant_id, o.code as order_code, o.organisation_id, o.sub_shop_id, o.province, o.placed_at, l.no, l.retail_minor, l.asked_minor,
       coalesce(l.asked_currency, l.currency) as asked_currency
  from sales_order o
  join order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id;
grant select on published_sold_line to portal_app;

-- headquarters is nobody's sponsor that earns, and nobody is a sponsor of itself
create view published_seller with (security_invoker = true) as
select s.tenant_id, s.id as sub_shop_id, s.code as sub_shop_code, o.id as organisation_id, coalesce(o.tier, '') as tier,
       case when not u.headquarters then u.id end as upline_1, case when not w.headquarters then w.id end as upline_2
  from sub_shop s
  join organisation o on o.tenant_id = s.tenant_id and o.id = s.organisation_id
  left join organisation u on u.tenant_id = o.tenant_id and u.id = o.upline_id
  left join organisation w on w.tenant_id = u.tenant_id and w.id = u.upline_id;
grant select on published_seller to portal_app;

create view published_territory_dealer with (security_invoker = true) as
select distinct on (t.tenant_id, t.province) t.tenant_id, t.province, o.id as organisation_id
  from territory t
  join organisation o on o.tenant_id = t.tenant_id and o.id = t.organisation_id
 where o.holds_stock and o.state = 'ACTIVE'
 order by t.tenant_id, t.province, o.since, o.id;
grant select on published_territory_dealer to portal_app;

create view published_sold_variant with (security_invoker = true) as
select v.tenant_id, v.id, p.handle, p.category from variant v join product p on p.tenant_id = v.tenant_id and p.id = v.product_id;
grant select on published_sold_variant to portal_app;

-- Each delivered line as the rules saw it, and what they made of it: with this a month can be computed again, by the plan of then or by another.
-- Written when it earns; deliveries from before this table are not here, and cannot be simulated.
create sequence commission_sold_line_seq cache 50;
create table commission_sold_line (
  tenant_id            bigint      not null references tenant (id),
  id                   bigint      not null,
  month                date        not null,             -- in which it counts: the month of delivery, or the first that was still open
  consignment_code     text        not null,
  line_no              integer     not null,
  order_code           text        not null,
  sku                  text        not null,
  product              text        not null,
  category             text        not null,
  sub_shop             text        not null,
  tier                 text        not null,
  agency               boolean     not null,
  quantity             integer     not null,
  supply_minor         bigint      not null,             -- net of value added tax
  retail_minor         bigint      not null,             -- net of discount and of value added tax
  volume_before_minor  bigint      not null,             -- the seller's month without this line
  currency             char(3)     not null,
  seller_id            bigint      not null,
  upline_1_id          bigint,
  upline_2_id          bigint,
  dealer_id            bigint,
  placed_on            date        not null,             -- by the tenant's calendar
  plan_code            text        not null,
  delivered_at         timestamptz not null,
  rules                text[]      not null,             -- those that worked on it, zeros included
  earned_ids           bigint[]    not null,             -- by rule: for whom
  amounts              bigint[]    not null,             -- by rule: how much
  gross_minor          bigint      not null,             -- what the member paid for it, the tax included: refunds count on it
  refunded             integer     not null default 0,   -- pieces, so far
  reduced_minor        bigint      not null default 0,   -- what was paid back of the other pieces' price
  refunded_closed      integer     not null default 0,   -- both when the month was closed
  reduced_closed_minor bigint      not null default 0,
  primary key (tenant_id, id),
  constraint commission_sold_line__line_uq unique (tenant_id, consignment_code, line_no),
  constraint commission_sold_line__refunded_ck check (refunded between 0 and quantity and reduced_minor between 0 and gross_minor)
) with (fillfactor = 95);
create index commission_sold_line__month_ix on commission_sold_line (tenant_id, month, id);
select entrepot_secure('commission_sold_line');
grant select, insert, update (refunded, reduced_minor, refunded_closed, reduced_closed_minor) on commission_sold_line to portal_app;
grant usage on sequence commission_sold_line_seq to portal_app;

-- A month is closed once: what is delivered later counts in the next one.
create table commission_closing (
  tenant_id    bigint      not null references tenant (id),
  month        date        not null,
  lines        bigint      not null,
  plan_code    text        not null,                     -- whose bonuses counted
  closed_at    timestamptz not null,
  recorded_at  timestamptz not null default now(),
  primary key (tenant_id, month)
);
select entrepot_secure('commission_closing');
grant select, insert on commission_closing to portal_app;

-- What each sub-shop sold in a closed month, less what was refunded until then: steps on the whole and bonuses count it.
create table commission_closed_volume (
  tenant_id        bigint  not null references tenant (id),
  month            date    not null,
  organisation_id  bigint  not null,
  sub_shop         text    not null,
  volume_minor     bigint  not null,
  currency         char(3) not null,
  primary key (tenant_id, month, organisation_id, sub_shop)
);
select entrepot_secure('commission_closed_volume');
grant select, insert on commission_closed_volume to portal_app;

-- What a month's closing earns or corrects: bonuses, and TRUE_UPs of steps on the whole. A TRUE_UP may be negative, and goes on following refunds.
create sequence commission_award_seq;
create table commission_award (
  tenant_id            bigint      not null references tenant (id),
  id                   bigint      not null,
  code                 text        not null,
  kind                 text        not null,
  month                date        not null,
  organisation_id      bigint      not null,
  seller_id            bigint      not null,
  sub_shop             text        not null default '',
  plan_code            text        not null,
  rule_code            text        not null,
  amount_minor         bigint      not null,             -- when the month was closed
  left_minor           bigint      not null,             -- after the refunds since
  base_minor           bigint      not null default 0,   -- of a TRUE_UP: what the rate counted on
  accrued_minor        bigint      not null default 0,   -- and what its lines had earned
  base_back_minor      bigint      not null default 0,   -- refunded since
  accrued_back_minor   bigint      not null default 0,
  currency             char(3)     not null,
  explanation          jsonb       not null,
  awarded_at           timestamptz not null,
  recorded_at          timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint commission_award__code_uq unique (tenant_id, code),
  constraint commission_award__once_uq unique (tenant_id, month, kind, plan_code, rule_code, organisation_id, seller_id, sub_shop),
  constraint commission_award__kind_ck check (kind in ('TRUE_UP', 'BONUS')),
  constraint commission_award__amount_ck check (kind = 'TRUE_UP' or amount_minor > 0 and left_minor = amount_minor)
);
create index commission_award__organisation_ix on commission_award (tenant_id, organisation_id, id);
create index commission_award__seller_ix on commission_award (tenant_id, seller_id, month) where kind = 'TRUE_UP';
select entrepot_secure('commission_award');
grant select, insert, update (left_minor, base_back_minor, accrued_back_minor) on commission_award to portal_app;
grant usage on sequence commission_award_seq to portal_app;

-- Whether the line that an accrual came from is kept; those that were made before are not, and their months cannot be computed again.
alter table commission_accrual add column kept boolean not null default false;
create index commission_accrual__not_kept_ix on commission_accrual (tenant_id, accrued_at) where not kept;
