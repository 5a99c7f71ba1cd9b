--liquibase formatted sql
--changeset entrepot:20261122-2131-shopify-told splitStatements:false

-- What a shop was told of a consignment while it holds back the rest: lines as in "lines", to be added up.
alter table shopify_hand_back add column told jsonb not null default '[]';
grant update (told) on shopify_hand_back to portal_app;
