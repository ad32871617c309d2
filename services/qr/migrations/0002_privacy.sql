-- Scans without a name, and for a while only (src/privacy).
grant update (answer), delete on scans to {role};
create policy service_forgets on scans for delete to {role} using (actor_kind() = 'service');
create policy service_takes_names_out on scans for update to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
create index scans_by_time on scans (scanned_at);
create index tickets_by_order on tickets (order_id);
create index scans_by_ticket on scans (ticket_id) where ticket_id is not null;
