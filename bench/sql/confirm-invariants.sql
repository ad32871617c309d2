-- 0 after every run: every payment confirmed the booking it was for, once, and left its outbox row.
select abs((select count(*) from bookings where status = 'confirmed') - (select count(*) from outbox))
     + abs((select count(*) from outbox) - (select case when is_called then last_value else 0 end from next_booking))
     + (select count(*) - count(distinct payload -> 'b') from outbox) as violations;
