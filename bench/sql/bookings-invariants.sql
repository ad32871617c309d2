-- What payments left behind: every paid order is one booking with one payment and a ticket for each claim, every ticket came
-- back from the service that signs it, and no money went back.
select
  (select count(*) from ticketing.orders where status = 'confirmed') as "bookings",
  (select count(*) from ticketing.orders where status not in ('confirmed', 'checkout')) as "lost",
  (select count(*) from ticketing.order_payments where outcome = 'booking') as "payments",
  (select count(*) from ticketing.order_payments where outcome <> 'booking') + (select count(*) from ticketing.order_refunds) as "refunds",
  (select count(*) from ticketing.claims where status = 'sold') as "seats",
  (select count(*) from ticketing.tickets where status = 'issued') as "tickets",
  (select count(*) from ticketing.tickets t left join ticketing.claims c using (trip_id, claim_id)
    where c.status is distinct from 'sold' or c.order_id <> t.order_id) as "strays",
  (select count(*) from ticketing.tickets where token is null) as "unsigned";
