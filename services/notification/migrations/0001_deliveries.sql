-- One message to one person by one channel. The text is made when the news is heard; sending repeats until it succeeds or gives up.
create table deliveries (
  delivery_id uuid primary key,
  event_id uuid not null,
  order_id uuid not null,
  template text not null,
  channel text not null check (channel in ('sms', 'email')),
  recipient text not null,
  locale text not null,
  subject text,
  body text not null,
  status text not null default 'waiting' check (status in ('waiting', 'delivered', 'failed')),
  tries smallint not null default 0,
  next_try_at timestamptz not null default clock_timestamp(),
  last_error text,
  created_at timestamptz not null default clock_timestamp(),
  settled_at timestamptz,
  -- One SMS per event per recipient, however often the event is heard.
  unique (event_id, channel, recipient)
);
create index deliveries_due on deliveries (next_try_at) where status = 'waiting';
create index deliveries_by_order on deliveries (order_id, created_at);
alter table deliveries enable row level security;
alter table deliveries force row level security;
create policy service_only on deliveries to safiri_notification using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update on deliveries to safiri_notification;

-- Messages that development caught instead of sending.
create table caught_messages (
  message_id uuid primary key,
  channel text not null,
  recipient text not null,
  subject text,
  body text not null,
  sent_at timestamptz not null default clock_timestamp()
);
create index caught_messages_newest on caught_messages (sent_at desc);
alter table caught_messages enable row level security;
alter table caught_messages force row level security;
create policy service_only on caught_messages to safiri_notification using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert on caught_messages to safiri_notification;
