-- PAYING: the rows of one payment in the three transactions in which they come to be: asked, pending, paid
\set high random(1, 2147483647)
\set low random(1, 2147483647)
begin;
insert into attempts (order_id, attempt_id, caller_id, idempotency_key, fingerprint, method, payer_phone, amount_minor, currency, order_reference,
                      provider_reference, status, cause, created_at, last_sent_at, next_check_at)
values (md5(:high || '-' || :low)::uuid, md5(:high || '-' || :low)::uuid, md5(:low::text)::uuid, md5(:high || '-' || :low), 'fingerprint', 'mtn-momo',
        '+250788000000', 1000, 'RWF', 'reference', md5(:low || '-' || :high)::uuid, 'created', 'asked', now(), now(), now());
insert into attempt_changes (order_id, attempt_id, version, to_status, cause)
values (md5(:high || '-' || :low)::uuid, md5(:high || '-' || :low)::uuid, 1, 'created', 'asked');
end;
begin;
update attempts set status = 'pending', version = 2, cause = 'accepted', next_check_at = now()
 where order_id = md5(:high || '-' || :low)::uuid and attempt_id = md5(:high || '-' || :low)::uuid and status = 'created';
insert into attempt_changes (order_id, attempt_id, version, from_status, to_status, cause)
values (md5(:high || '-' || :low)::uuid, md5(:high || '-' || :low)::uuid, 2, 'created', 'pending', 'accepted');
end;
begin;
update attempts set status = 'succeeded', version = 3, cause = 'confirmed', provider_transaction_id = md5(:high || '-' || :low), settled_at = now(), next_check_at = null
 where order_id = md5(:high || '-' || :low)::uuid and attempt_id = md5(:high || '-' || :low)::uuid and status = 'pending';
insert into attempt_changes (order_id, attempt_id, version, from_status, to_status, cause)
values (md5(:high || '-' || :low)::uuid, md5(:high || '-' || :low)::uuid, 3, 'pending', 'succeeded', 'confirmed');
insert into ledger_entries (company_id, source_kind, source_id, entry_no, account, method, order_id, amount_minor, currency)
values ('00000000-0000-0000-0000-000000000000', 'attempt-succeeded', md5(:high || '-' || :low)::uuid, 1, 'clearing', 'mtn-momo', md5(:high || '-' || :low)::uuid, 1000, 'RWF'),
       ('00000000-0000-0000-0000-000000000000', 'attempt-succeeded', md5(:high || '-' || :low)::uuid, 2, 'passenger-money', '', md5(:high || '-' || :low)::uuid, -1000, 'RWF');
insert into outbox (event_id, type, aggregate_id, version, payload)
values (md5(:high || '-' || :low)::uuid, 'payment-succeeded', md5(:high || '-' || :low), 3,
        jsonb_build_object('attemptId', md5(:high || '-' || :low)::uuid, 'orderId', md5(:high || '-' || :low)::uuid, 'version', 3, 'method', 'mtn-momo',
                           'amount', jsonb_build_object('amountMinor', 1000, 'currency', 'RWF'), 'providerTransactionId', 'reference'));
end;
