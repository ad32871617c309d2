-- A reference is told to people, and looked up, from the day its order is opened for payment. It is unique among those then;
-- what is only held does without once no release that relies on `orders_reference` runs any more.
create unique index concurrently orders_reference_of_link on orders (reference) where link is not null;
