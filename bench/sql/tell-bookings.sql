-- Says of so many orders that they became bookings, in ticketing's outbox as ticketing does, all at once. Nobody is to be told.
insert into ticketing.outbox (event_id, type, aggregate_id, version, payload)
select uuidv7(), 'booking-confirmed', order_id, 3,
       jsonb_build_object(
         'orderId', order_id, 'version', 3, 'reference', 'BENCH', 'ownerId', order_id, 'companyIds', jsonb_build_array(company_id),
         'total', fare, 'shares', jsonb_build_array(jsonb_build_object('companyId', company_id, 'amount', fare, 'seats', 1)),
         'contact', jsonb_build_object('phone', null, 'email', null), 'locale', 'en', 'link', 'aaaaaaaaaaaaaaaaaaaaaa', 'journeys', '[]'::jsonb)
  from (select gen_random_uuid() as order_id, '00000000-0000-4000-8000-000000000001' as company_id,
               '{"amountMinor": 5000, "currency": "RWF"}'::jsonb as fare
          from generate_series(1, $1::integer)) o;
