-- Lets all holds of clients on these trips ($1) be over since $3 seconds; those of the whole line ($2 legs) are already.
with aged as (
  update ticketing.claims set expires_at = clock_timestamp() - make_interval(secs => $3)
   where trip_id = any ($1::bigint[]) and status = 'held' and to_stop - from_stop < $2::int
  returning order_id)
update ticketing.orders set expires_at = clock_timestamp() - make_interval(secs => $3)
 where order_id in (select order_id from aged);
