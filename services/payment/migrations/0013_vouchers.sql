-- Vouchers in the ledger: what the platform gives away itself is an account.
alter table ledger_entries drop constraint ledger_entries_account_check;
alter table ledger_entries add constraint ledger_entries_account_check check (account in (
  'clearing', 'suspense', 'passenger-money', 'company-payable', 'commission', 'taxes', 'refunds-owed', 'vouchers', 'promotions', 'cash-drawer',
  'company-cash', 'cash-variance', 'provider-fees', 'adjustments', 'payouts-due', 'payouts-sent', 'bank')) not valid;
-- The auditor asks what an issuer's vouchers come to; nothing else looks at this account.
create index ledger_entries_of_vouchers on ledger_entries (company_id, currency) where account = 'vouchers';
