-- What purchases of one seat each left behind, service by service: as many of each as tickets were bought, and the sum of their money.
select what, count, (select coalesce(sum(amount_minor), 0) from payment.ledger_entries where source_kind = 'attempt-succeeded' and account = 'clearing') as "paidMinor"
  from (values
    ('orders were confirmed', (select count(*) from ticketing.orders where status = 'confirmed')),
    ('payments were heard of', (select count(*) from ticketing.order_payments where outcome = 'booking')),
    ('seats were sold', (select count(*) from ticketing.claims where status = 'sold')),
    ('tickets were signed', (select count(*) from ticketing.tickets where status = 'issued' and token is not null)),
    ('attempts to pay succeeded', (select count(*) from payment.attempts where status = 'succeeded')),
    ('payments were posted', (select count(*) from payment.ledger_entries where source_kind = 'attempt-succeeded' and account = 'clearing')),
    ('bookings were posted', (select count(distinct source_id) from payment.ledger_entries where source_kind = 'booking-confirmed')),
    ('tickets are known at the doors', (select count(*) from qr.tickets where status = 'issued')),
    ('passengers were written to', (select count(distinct order_id) from notification.deliveries where template = 'booking'))) as v (what, count);
