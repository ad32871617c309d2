-- Mail to who runs the platform is about no order of a passenger.
alter table deliveries alter column order_id drop not null;
