-- In which trace a message became due, as W3C traceparent, so that its sending is seen there too; null where nobody traces.
alter table deliveries add column trace text;
