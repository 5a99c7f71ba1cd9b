--liquibase formatted sql
--changeset entrepot:20261122-2121-ordering-intercepts splitStatements:false

-- An agreed request about a parcel that has left is only a try: the carrier catches it, or is too late.
alter table order_request add column intercept boolean not null default false;
alter table order_request drop constraint order_request__state_ck;
alter table order_request add constraint order_request__state_ck
  check (state in ('ASKED', 'AGREED', 'REFUSED', 'WITHDRAWN', 'CAUGHT', 'TOO_LATE'));
create index order_request__intercept_ix on order_request (tenant_id, id) where state = 'AGREED' and intercept;
grant update (intercept) on order_request to portal_app;
