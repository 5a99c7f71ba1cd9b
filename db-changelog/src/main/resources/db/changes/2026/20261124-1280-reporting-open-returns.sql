--liquibase formatted sql
--changeset entrepot:20261124-1280-reporting-open-returns splitStatements:false

-- Consignments with a return that somebody still has to end: what was earned on them waits, and a member does not leave before.
create view published_open_return with (security_invoker = true) as
select tenant_id, consignment_code from aftersales_return where state in ('OPENED', 'APPROVED', 'GOODS_BACK');
grant select on published_open_return to portal_app;

create index aftersales_return__open_consignment_ix on aftersales_return (tenant_id, consignment_code) where state in ('OPENED', 'APPROVED', 'GOODS_BACK');
