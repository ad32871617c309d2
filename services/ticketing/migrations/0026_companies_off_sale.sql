-- Whether a company may sell, as auth says. Apart from the copy of companies: news of the two come in any order. A company
-- that nothing was said of sells.
create table company_standings (
  company_id uuid primary key,
  version bigint not null check (version > 0),
  selling boolean not null
);
grant select, insert, update on company_standings to {role};

-- What a search may offer changes with it.
create trigger standing_told after insert or update on company_standings for each statement execute function tell_network_change();
