-- What the platform's staff ask a company to let them see, and what it said.
create table support_grants (
  grant_id uuid primary key,
  company_id uuid not null,
  reason text not null check (length(reason) between 1 and 500),
  asked_by uuid not null,
  asked_at timestamptz not null,
  consented_by uuid,
  starts_at timestamptz,
  ends_at timestamptz,
  ended_by uuid,
  ended_at timestamptz,
  constraint consent_as_a_whole check ((consented_by is null) = (starts_at is null) and (starts_at is null) = (ends_at is null)),
  constraint another_consents check (consented_by <> asked_by),
  constraint not_for_long check (ends_at > starts_at and ends_at <= starts_at + interval '8 hours'),
  constraint ended_by_somebody check ((ended_by is null) = (ended_at is null))
);
create index support_grants_of_company on support_grants (company_id, asked_at desc);
create index support_grants_by_asker on support_grants (asked_by, asked_at desc);
alter table support_grants enable row level security;
alter table support_grants force row level security;
create policy company_sees on support_grants for select to safiri_auth using (actor_kind() = 'company' and company_id = actor_uuid());
create policy company_answers on support_grants for update to safiri_auth
  using (actor_kind() = 'company' and company_id = actor_uuid()) with check (actor_kind() = 'company' and company_id = actor_uuid());
create policy asker_acts on support_grants to safiri_auth
  using (actor_kind() = 'platform' and asked_by = actor_uuid()) with check (actor_kind() = 'platform' and asked_by = actor_uuid());
create policy service_all on support_grants to safiri_auth using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert on support_grants to safiri_auth;
-- What was asked stays as it was asked.
grant update (consented_by, starts_at, ends_at, ended_by, ended_at) on support_grants to safiri_auth;
