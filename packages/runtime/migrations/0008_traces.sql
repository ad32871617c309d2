-- Where in which trace news was told, as W3C traceparent; null where nobody traces.
alter table outbox add column trace text;
