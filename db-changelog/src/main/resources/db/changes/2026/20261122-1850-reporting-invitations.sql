--liquibase formatted sql
--changeset entrepot:20261122-1850-reporting-invitations splitStatements:false

-- Who was invited and has not come in yet, while the link still opens (links end by real time), and who can sign in.
create view published_invitation with (security_invoker = true) as
select i.tenant_id, u.login, p.name, i.created_at
  from invitation i
  join user_account u on u.tenant_id = i.tenant_id and u.id = i.user_id
  join person p on p.tenant_id = u.tenant_id and p.id = u.person_id
 where i.used_at is null and i.expires_at > now() and u.enabled and u.password_hash is null;
grant select on published_invitation to portal_app;

create view published_user with (security_invoker = true) as
select tenant_id, enabled and password_hash is not null as active from user_account;
grant select on published_user to portal_app;
