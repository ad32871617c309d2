-- How a company stands on the platform, as auth says. A suspended or closed one has no new trips, and sells nothing more.
alter table companies
  add column status text not null default 'active' check (status in ('active', 'suspended', 'closed')),
  add column status_version bigint not null default 0 check (status_version >= 0);
