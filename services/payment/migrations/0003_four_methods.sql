-- Four ways to pay: two that ask on a phone, two that send the payer to a page of the payment company. Old attempts and the
-- previous release fit as they are.

alter table attempts drop constraint attempts_method_check;
alter table attempts add constraint attempts_method_check check (method in ('mtn-momo', 'm-pesa', 'paypal', 'card'));
alter table attempts alter column payer_phone drop not null;
alter table attempts add constraint attempts_ask_a_phone check (payer_phone is not null or method in ('paypal', 'card'));

-- What the payment company calls it, once it was heard: it is asked by that name, and money under it is of this attempt.
alter table attempts add column provider_handle text check (length(provider_handle) between 1 and 200);
alter table attempts add constraint attempts_provider_handle unique (method, provider_handle);
-- Where the payer approves.
alter table attempts add column approve_url text check (length(approve_url) between 1 and 2048);
-- What callbacks of a company that signs nothing said: hints for the driver, small, and nobody's numbers or names.
alter table attempts add column provider_told jsonb check (jsonb_typeof(provider_told) = 'object' and length(provider_told::text) <= 2000);
-- Since when the payer wants this attempt no more. Money that is on its way may still come.
alter table attempts add column given_up_at timestamptz;
grant update (provider_handle, approve_url, provider_told, given_up_at) on attempts to {role};

alter table refunds add column provider_handle text check (length(provider_handle) between 1 and 200);
alter table refunds add column provider_told jsonb check (jsonb_typeof(provider_told) = 'object' and length(provider_told::text) <= 2000);
grant update (provider_handle, provider_told) on refunds to {role};

-- A name that a company gave is kept as long as the reference it was given for.
create function keep_provider_handle() returns trigger language plpgsql as $$
begin
  if old.provider_handle is not null and new.provider_handle is distinct from old.provider_handle
     and new.provider_reference is not distinct from old.provider_reference then
    raise exception 'a payment company calls % by another name', old.provider_reference using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger attempts_keep_handle before update on attempts for each row execute function keep_provider_handle();
create trigger refunds_keep_handle before update on refunds for each row execute function keep_provider_handle();
