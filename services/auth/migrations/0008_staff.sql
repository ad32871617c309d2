-- Companies as the platform knows them, their branches, roles and staff, and what each member of staff may do. The platform
-- itself has no row among the tenants: its staff, roles and invitations have no company.
create table tenants (
  company_id uuid primary key,
  version bigint not null default 1 check (version > 0),
  -- Null until its first news, for a company that came with a feed.
  name text check (name ~ '\S' and char_length(name) <= 200),
  status text not null default 'active' check (status in ('active', 'suspended', 'closed')),
  because text check (char_length(because) <= 300),
  created_at timestamptz not null default now()
);

create table branches (
  branch_id uuid primary key,
  company_id uuid not null references tenants,
  name text not null check (name ~ '\S' and char_length(name) <= 80),
  unique (company_id, branch_id)
);
create unique index branches_by_name on branches (company_id, lower(name));

-- A station (a stop of company's) belongs to one branch of a company at most; many companies may call there.
create table branch_stations (
  company_id uuid not null,
  stop_id uuid not null,
  branch_id uuid not null,
  primary key (company_id, stop_id),
  foreign key (company_id, branch_id) references branches (company_id, branch_id) on delete cascade
);
create index branch_stations_of_branch on branch_stations (branch_id);

-- What a role permits is listed here, or, where it has a template, in the release: those are not edited. A role's name
-- means nothing.
create table staff_roles (
  role_id uuid primary key,
  company_id uuid references tenants,
  version bigint not null default 1 check (version > 0),
  name text not null check (name ~ '\S' and char_length(name) <= 60),
  template text check (template in ('driver', 'agent', 'supervisor', 'company-admin', 'super-admin')),
  permissions text[] not null default '{}' check (cardinality(permissions) <= 200),
  -- The platform's template is the platform's, and companies' are companies'.
  constraint template_of_its_own check (template is null or (template = 'super-admin') = (company_id is null)),
  constraint permissions_without_template check (template is null or permissions = '{}')
);
create unique index staff_roles_by_name on staff_roles (company_id, lower(name)) nulls not distinct;
create unique index staff_roles_by_template on staff_roles (company_id, template) nulls not distinct where template is not null;

create table staff (
  account_id uuid primary key references accounts (account_id),
  company_id uuid references tenants,
  version bigint not null default 1 check (version > 0),
  deactivated_at timestamptz,
  -- When somebody of their own company last gave them more than they had: fresh power confirms nothing that others began.
  raised_at timestamptz,
  joined_at timestamptz not null default now()
);
create index staff_of_company on staff (company_id, account_id);

-- A role, or one permission granted or denied, of one person at one scope. Denials win.
create table powers (
  account_id uuid not null references staff on delete cascade,
  company_id uuid,
  kind text not null check (kind in ('role', 'grant', 'deny')),
  role_id uuid references staff_roles,
  permission text check (char_length(permission) <= 80),
  scope text not null check (scope in ('company', 'branch', 'station')),
  scope_id uuid,
  given_by uuid,
  given_at timestamptz not null,
  constraint role_or_permission check ((kind = 'role') = (role_id is not null) and (kind = 'role') = (permission is null)),
  constraint scoped_to_something check ((scope = 'company') = (scope_id is null)),
  constraint platform_has_no_places check (company_id is not null or scope = 'company')
);
create unique index powers_once on powers (account_id, kind, role_id, permission, scope, scope_id) nulls not distinct;
create index powers_of_role on powers (role_id) where role_id is not null;
create index powers_at_scope on powers (company_id, scope_id) where scope_id is not null;

create table invitations (
  invitation_id uuid primary key,
  company_id uuid references tenants,
  email text not null check (char_length(email) between 3 and 254),
  powers jsonb not null check (jsonb_typeof(powers) = 'array'),
  -- SHA-256 of 256 random bits.
  token_hash bytea not null unique check (length(token_hash) = 32),
  -- Null where the platform itself asked, as at onboarding by a command.
  invited_by uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  account_id uuid,
  cancelled_at timestamptz,
  constraint over_once check (accepted_at is null or cancelled_at is null),
  constraint accepted_by_somebody check ((accepted_at is null) = (account_id is null))
);
create index invitations_open on invitations (company_id, created_at) where accepted_at is null and cancelled_at is null;
create index invitations_by_end on invitations (expires_at);

-- Those who are here already: each company gets the roles that every company has, and everybody theirs for the whole of it.
insert into tenants (company_id) select distinct company_id from accounts where company_id is not null;
insert into staff_roles (role_id, company_id, name, template)
select gen_random_uuid(), t.company_id, r.name, r.template
  from tenants t cross join (values ('Driver', 'driver'), ('Agent', 'agent'), ('Supervisor', 'supervisor'),
                                    ('Company admin', 'company-admin')) as r (name, template);
insert into staff_roles (role_id, company_id, name, template)
values ('00000000-0000-7000-8000-000000000001', null, 'Super admin', 'super-admin');
insert into staff (account_id, company_id) select account_id, company_id from accounts where role <> 'customer';
insert into powers (account_id, company_id, kind, role_id, scope, given_at)
select a.account_id, a.company_id, 'role', r.role_id, 'company', a.created_at
  from accounts a join staff_roles r on r.template = a.role and r.company_id is not distinct from a.company_id
 where a.role <> 'customer';

-- What an account may do stands in powers. The former column stays for the former release, to which new staff can do nothing.
alter table accounts alter column role set default 'customer';
alter table accounts drop constraint staff_of_a_company;

do $$
declare
  each text;
begin
  foreach each in array array['tenants', 'branches', 'branch_stations', 'staff_roles', 'staff', 'powers', 'invitations'] loop
    execute format('alter table %I enable row level security', each);
    execute format('alter table %I force row level security', each);
    execute format('create policy own_company on %I for select to {role} using (actor_kind() = ''company'' and company_id = actor_uuid())', each);
    execute format('create policy service_all on %I to {role} using (actor_kind() = ''service'') with check (actor_kind() = ''service'')', each);
    execute format('grant select, insert, update on %I to {role}', each);
  end loop;
end
$$;
grant delete on branches, branch_stations, staff_roles, powers, invitations to {role};
create policy own_standing on staff for select to {role} using (actor_kind() = 'passenger' and account_id = actor_uuid());
