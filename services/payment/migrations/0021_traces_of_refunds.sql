-- In which trace a refund became due and a receipt was asked for, as W3C traceparent, so that what comes of them later is seen
-- there too; null where nobody traces.
alter table refunds add column trace text;
alter table receipt_requests add column trace text;
alter table receipts add column trace text;
-- For fixes/traces_of_refunds.sql.
grant update (trace) on refunds to {role};
