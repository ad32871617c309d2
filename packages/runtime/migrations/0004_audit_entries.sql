-- Who did what to what. A transaction leaves its acts in audit_acts; at its commit the trigger below moves them to the end of
-- their company's chain, so that two at once never get one number and an act that is rolled back leaves no gap. Of what
-- the service itself remembers nothing can be changed here: it adds acts and reads entries.
-- The company of what belongs to the platform is the nil UUID.

create table audit_acts (
  -- The transaction, so that its commit finds its own without a look at those of others.
  xact xid8 not null default pg_current_xact_id(),
  place bigint generated always as identity,
  company_id uuid not null,
  subject_id uuid,
  session_id uuid,
  device_id uuid,
  support_id uuid,
  operation text not null check (length(operation) between 1 and 80),
  thing_kind text not null check (length(thing_kind) between 1 and 40),
  thing_id text not null check (length(thing_id) between 1 and 200),
  -- Bounded, and without secrets and personal data, by whoever records. Null where there was nothing, or is nothing more.
  before jsonb check (length(before::text) <= 16384),
  after jsonb check (length(after::text) <= 16384),
  address text not null check (length(address) <= 64),
  label text not null check (length(label) <= 80),
  request_id text not null check (length(request_id) <= 64),
  -- SHA-256 of all of the above that an entry keeps, written out in one way.
  digest bytea not null check (length(digest) = 32),
  primary key (xact, place)
);

create table audit_entries (
  company_id uuid not null,
  -- From 1, without a gap.
  number bigint not null check (number > 0),
  -- The database's clock at the commit; never before the entry before.
  recorded_at timestamptz not null,
  subject_id uuid,
  session_id uuid,
  device_id uuid,
  support_id uuid,
  operation text not null,
  thing_kind text not null,
  thing_id text not null,
  before jsonb,
  after jsonb,
  address text not null,
  label text not null,
  request_id text not null,
  digest bytea not null,
  -- SHA-256 of the hash of the entry before (32 zero bytes before the first), number, milliseconds since 1970 and digest.
  hash bytea not null check (length(hash) = 32),
  primary key (company_id, number)
);
create index audit_entries_by_time on audit_entries (company_id, recorded_at);
create index audit_entries_by_subject on audit_entries (company_id, subject_id, number);
create index audit_entries_by_thing on audit_entries (company_id, thing_kind, thing_id, number);
create index audit_entries_by_operation on audit_entries (company_id, operation, number);

-- The end of each chain. Its row is locked last of all and only for the length of a commit.
create table audit_heads (
  company_id uuid primary key,
  number bigint not null,
  recorded_at timestamptz not null,
  hash bytea not null check (length(hash) = 32)
);

-- What the service has signed of a chain: a tail that is cut off, or written anew without its key, contradicts one of these.
create table audit_signatures (
  company_id uuid not null,
  number bigint not null check (number > 0),
  hash bytea not null check (length(hash) = 32),
  signed_at timestamptz not null,
  key_id text not null check (length(key_id) between 1 and 80),
  -- Ed25519.
  signature bytea not null check (length(signature) = 64),
  primary key (company_id, number)
);

create function chain_audit_acts() returns trigger language plpgsql security definer set search_path = {schema}, pg_temp as $$
declare
  chain uuid;
  head audit_heads;
  act audit_acts;
begin
  -- Several companies in one order, which is the same for everybody: nobody waits in a circle.
  for chain in select distinct company_id from audit_acts where xact = pg_current_xact_id() order by company_id loop
    insert into audit_heads (company_id, number, recorded_at, hash)
    values (chain, 0, '-infinity', decode(repeat('00', 32), 'hex')) on conflict (company_id) do nothing;
    select * into strict head from audit_heads where company_id = chain for update;
    for act in
      with mine as (delete from audit_acts where xact = pg_current_xact_id() and company_id = chain returning *)
      select * from mine order by place
    loop
      head.number := head.number + 1;
      head.recorded_at := greatest(head.recorded_at, date_trunc('milliseconds', clock_timestamp()));
      head.hash := sha256(head.hash || int8send(head.number)
        || int8send((extract(epoch from head.recorded_at) * 1000)::bigint) || act.digest);
      insert into audit_entries (company_id, number, recorded_at, subject_id, session_id, device_id, support_id, operation,
                                 thing_kind, thing_id, before, after, address, label, request_id, digest, hash)
      values (chain, head.number, head.recorded_at, act.subject_id, act.session_id, act.device_id, act.support_id,
              act.operation, act.thing_kind, act.thing_id, act.before, act.after, act.address, act.label, act.request_id,
              act.digest, head.hash);
    end loop;
    update audit_heads set number = head.number, recorded_at = head.recorded_at, hash = head.hash where company_id = chain;
  end loop;
  return null;
end $$;
revoke execute on function chain_audit_acts() from public;

create constraint trigger chained_at_commit after insert on audit_acts
  deferrable initially deferred for each row execute function chain_audit_acts();

-- The owner, whose power the function has, obeys policies as well.
alter table audit_acts enable row level security;
alter table audit_acts force row level security;
create policy owner_moves on audit_acts to current_user using (true) with check (true);
create policy anyone_acting_adds on audit_acts for insert to {role}
  with check (actor_kind() in ('passenger', 'link', 'platform', 'service') or (actor_kind() = 'company' and company_id = actor_uuid()));
-- No policy shows it a row; it may ask, as of any table.
grant select, insert on audit_acts to {role};

alter table audit_entries enable row level security;
alter table audit_entries force row level security;
create policy owner_adds on audit_entries for insert to current_user with check (true);
create policy company_reads on audit_entries for select to {role} using (actor_kind() = 'company' and company_id = actor_uuid());
create policy platform_reads on audit_entries for select to {role} using (actor_kind() in ('platform', 'service'));
grant select on audit_entries to {role};

alter table audit_heads enable row level security;
alter table audit_heads force row level security;
create policy owner_moves on audit_heads to current_user using (true) with check (true);
create policy company_reads on audit_heads for select to {role} using (actor_kind() = 'company' and company_id = actor_uuid());
create policy platform_reads on audit_heads for select to {role} using (actor_kind() in ('platform', 'service'));
grant select on audit_heads to {role};

alter table audit_signatures enable row level security;
alter table audit_signatures force row level security;
create policy service_adds on audit_signatures for insert to {role} with check (actor_kind() = 'service');
create policy company_reads on audit_signatures for select to {role} using (actor_kind() = 'company' and company_id = actor_uuid());
create policy platform_reads on audit_signatures for select to {role} using (actor_kind() in ('platform', 'service'));
grant select, insert on audit_signatures to {role};
