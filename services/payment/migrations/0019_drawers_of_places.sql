-- Where a drawer stands, so that who reviews at a branch or station sees those of there (src/cash/drawer-places.ts).

-- The branches and stations at which its agent took cash when it was opened; of drawers that are the whole company's, none.
alter table cash_sessions add column places uuid[] not null default '{}';
alter table cash_sessions add constraint cash_sessions_are_at_places check (array_position(places, null) is null) not valid;
