--liquibase formatted sql
--changeset entrepot:20261123-1960-bank-reopened splitStatements:false

-- A line that was settled wrongly is opened again by two persons. What was posted stays and is reversed; the line remembers how often, so that what it is
-- the next time is another posting. What was in the books before it (BOOKED) is free to be another line.
alter table bank_line add column reopened integer not null default 0;
grant update (reopened) on bank_line to portal_app;
grant delete on bank_match to portal_app;

alter table bank_suspense drop constraint bank_suspense__state_ck;
alter table bank_suspense add constraint bank_suspense__state_ck check (state in ('OPEN', 'PROPOSED', 'CLEARED', 'WITHDRAWN'));
alter table bank_suspense drop constraint bank_suspense__line_uq;
create unique index bank_suspense__line_uq on bank_suspense (tenant_id, line_id) where state <> 'WITHDRAWN';
