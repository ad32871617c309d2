-- Opens every held order for payment, as checkout does: its passengers are named, its amount is fixed.
with named as (
  update ticketing.claims set passenger_name = 'Passenger ' || seat where status = 'held')
update ticketing.orders
   set status = 'checkout', version = version + 1, contact_email = 'passenger@safiri.example',
       link = substr(translate(encode(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), 'base64'), '+/', '-_'), 1, 22)
 where status = 'held';
