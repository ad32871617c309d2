-- Messages for a while only (src/privacy).
grant delete on deliveries, caught_messages to {role};
create index deliveries_by_recipient on deliveries (recipient);
create index deliveries_by_time on deliveries (created_at);
create index caught_messages_by_recipient on caught_messages (recipient);
