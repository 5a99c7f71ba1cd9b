--liquibase formatted sql
--changeset entrepot:20261123-2050-tax-reserved
-- What a submitted run withholds counts for the person's month before it is posted: two runs at a time do not forget each other.
alter table tax_withheld add column posted boolean not null default true;
grant update (posted), delete on tax_withheld to portal_app;
