-- In which trace an attempt was begun, as W3C traceparent, so that what comes of it later is seen there too; null where nobody traces.
alter table attempts add column trace text;
