-- A private link is no uuid. Policies name several kinds of actors, and SQL may evaluate their halves in any order: to
-- whoever acts by a link, a table that only knows uuids now shows no rows, where reading it used to fail.
create or replace function actor_uuid() returns uuid language sql stable parallel safe
  return case when actor_kind() <> 'link' then nullif(current_setting('safiri.actor_id', true), '')::uuid end;
