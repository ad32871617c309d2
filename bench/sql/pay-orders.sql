-- Says of every order that is open for payment that its money came, in payment's outbox as payment does, all at once.
insert into payment.outbox (event_id, type, aggregate_id, version, payload)
select uuidv7(), 'payment-succeeded', attempt_id, 2,
       jsonb_build_object(
         'attemptId', attempt_id, 'orderId', order_id, 'version', 2, 'method', 'mtn-momo',
         'amount', jsonb_build_object('amountMinor', total_minor, 'currency', currency), 'providerTransactionId', attempt_id)
  from (select order_id, total_minor, currency, gen_random_uuid() as attempt_id
          from ticketing.orders where status = 'checkout') o;
