-- Refunds that were open on 23 November 2026, when refunds began to know their trace (0021), go on in that of their payment.
update refunds r set trace = a.trace
  from attempts a
 where a.order_id = r.order_id and a.attempt_id = r.attempt_id
   and (r.order_id, r.refund_id) in (
     select o.order_id, o.refund_id
       from refunds o join attempts p on p.order_id = o.order_id and p.attempt_id = o.attempt_id
      where o.settled_at is null and o.trace is null and p.trace is not null
      order by o.order_id, o.refund_id limit {batch} for update of o)
