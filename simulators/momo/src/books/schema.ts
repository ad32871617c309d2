import { behaviourTables, type BooksSchema } from '@safiri/simulator-kit';

/** MoMo's part of the books. Version 1 had tables of its own for what is the kit's now. */
export const momoSchema: BooksSchema = {
  tables: `
create table api_users (id text primary key, callback_host text not null, api_key text) strict;
`,
  upgrades: [
    `
alter table transactions rename column api_user to caller;
alter table transactions rename column party_id to party;
alter table transactions add column from_owner text not null default 'merchant disbursement';
alter table transactions add column to_owner text not null default 'merchant collection';
update transactions set from_owner = party_type || ' ' || party where kind = 'charge';
update transactions set to_owner = party_type || ' ' || party where kind = 'refund';
alter table transactions add column details text not null default '{}';
update transactions set details = json_object(
  'amountText', amount_text, 'partyIdType', party_type, 'payerMessage', payer_message, 'payeeNote', payee_note);
alter table transactions drop column amount_text;
alter table transactions drop column party_type;
alter table transactions drop column payer_message;
alter table transactions drop column payee_note;
create index transactions_settled on transactions (settled_millis) where status = 'SUCCESSFUL';
alter table callbacks add column method text not null default 'PUT';
alter table callbacks add column headers text not null default '{}';
drop table switches;
drop table faults;
${behaviourTables}`,
  ],
};
