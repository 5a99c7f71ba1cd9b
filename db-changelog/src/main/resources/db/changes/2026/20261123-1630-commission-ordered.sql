--liquibase formatted sql
--changeset entrepot:20261123-1630-commission-ordered splitStatements:false

-- What an order would earn, asked before it is delivered.
create view published_ordered_line with (security_invoker = true) as
select o.tenant_id, o.code as order_code, o.organisation_id, o.sub_shop_id, o.province, o.placed_at, l.no, l.variant_id, l.sku, l.quantity, l.supply_minor,
       l.retail_minor, l.asked_minor, coalesce(l.asked_currency, l.currency) as asked_currency, l.currency
  from sales_order o
  join order_line l on l.tenant_id = o.tenant_id and l.order_id = o.id;
grant select on published_ordered_line to portal_app;
