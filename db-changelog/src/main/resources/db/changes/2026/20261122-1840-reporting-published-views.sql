--liquibase formatted sql
--changeset entrepot:20261122-1840-reporting-published-views splitStatements:false

-- What capabilities publish to reporting: the columns that a desk counts and lists, and no others. Each view is its
-- capability's word; a table may change behind it. The reader's own row level security holds (security_invoker).
create view published_order with (security_invoker = true) as
select tenant_id, code, organisation_id, sub_shop_id, state, receiver, city, placed_at, ship_by,
       goods_minor + freight_minor as total_minor, currency
  from sales_order;
grant select on published_order to portal_app;

create view published_shipping_list with (security_invoker = true) as
select l.tenant_id, l.code, l.organisation_id, l.file_name, l.uploaded_at,
       l.state = 'CHECKED' or l.state = 'DONE' and exists (
         select from shipping_list_order o
          where o.tenant_id = l.tenant_id and o.list_id = l.id and o.outcome = 'REFUSED') as unfinished
  from shipping_list l;
grant select on published_shipping_list to portal_app;

create view published_consignment with (security_invoker = true) as
select tenant_id, code, order_code, dealer_id, state, ship_to ->> 'city' as city, pieces, created_at, offer_deadline,
       ship_by, shipped_at
  from consignment;
grant select on published_consignment to portal_app;

create view published_organisation with (security_invoker = true) as
select tenant_id, id, code, name, headquarters, state from organisation;
grant select on published_organisation to portal_app;

create view published_sub_shop with (security_invoker = true) as
select tenant_id, id, organisation_id, name from sub_shop;
grant select on published_sub_shop to portal_app;

create view published_application with (security_invoker = true) as
select tenant_id, code, company, city, state, applied_at from application;
grant select on published_application to portal_app;

create view published_proposal with (security_invoker = true) as
select tenant_id, code, kind, subject, title, state, maker_person_id, proposed_at from proposal;
grant select on published_proposal to portal_app;

create view published_product_to_review with (security_invoker = true) as
select p.tenant_id, p.handle, p.title, count(*) as variants, min(v.recorded_at) as since
  from variant v
  join product p on p.tenant_id = v.tenant_id and p.id = v.product_id
 where v.needs_review
 group by p.tenant_id, p.handle, p.title;
grant select on published_product_to_review to portal_app;

create view published_top_up with (security_invoker = true) as
select tenant_id, code, organisation_id, amount_minor, currency, state, reported_at, decided_at from wallet_top_up;
grant select on published_top_up to portal_app;

-- What headquarters owes a member, or keeps for it: credit positive.
create view published_balance with (security_invoker = true) as
select a.tenant_id, a.organisation_id, a.kind, a.currency,
       coalesce(b.balance_minor, (select coalesce(-sum(e.amount_minor), 0)::bigint from ledger_entry e
                                   where e.tenant_id = a.tenant_id and e.account_id = a.id)) as balance_minor
  from ledger_account a
  left join ledger_balance b on b.tenant_id = a.tenant_id and b.account_id = a.id
 where a.organisation_id is not null and a.kind <> 'RECEIVABLE';
grant select on published_balance to portal_app;

create view published_settlement_run with (security_invoker = true) as
select tenant_id, code, month, state, maker_person_id, submitter_person_id, started_at, submitted_at
  from settlement_run;
grant select on published_settlement_run to portal_app;

create view published_statement with (security_invoker = true) as
select tenant_id, code, organisation_id, state, payable_minor, currency, issued_at from settlement_statement;
grant select on published_statement to portal_app;

-- Days of a member, of everybody, of a dealer: a desk reads two weeks, however many years there are.
create index sales_order__organisation_placed_ix on sales_order (tenant_id, organisation_id, placed_at);
create index sales_order__placed_ix on sales_order (tenant_id, placed_at);
create index consignment__dealer_shipped_ix on consignment (tenant_id, dealer_id, shipped_at) where shipped_at is not null;
create index wallet_top_up__decided_ix on wallet_top_up (tenant_id, decided_at) where decided_at is not null;
