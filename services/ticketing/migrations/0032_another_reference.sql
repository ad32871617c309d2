-- An order whose reference another has already gets another when it is opened for payment.
grant update (reference) on orders to {role};
