-- Sealed bodies that were opened lately: whichever process is sent one again finds it here, and refuses it.
create table opened_bodies (
  jti text primary key check (length(jti) between 20 and 64),
  opened_at timestamptz not null default clock_timestamp()
);
create index opened_bodies_opened_at on opened_bodies (opened_at);
alter table opened_bodies enable row level security;
alter table opened_bodies force row level security;
create policy service_only on opened_bodies to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, delete on opened_bodies to {role};
