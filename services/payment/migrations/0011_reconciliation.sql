-- Statements of payment companies, and where they, our attempts and refunds, and the ledger disagree (src/reconciliation).

create table statement_imports (
  import_id uuid primary key,
  method text not null,
  -- Of the file: the same one again is the same import.
  sha256 text not null,
  -- What the statement covers: of what ended here then, all must stand in it.
  covers_from timestamptz not null,
  covers_until timestamptz not null,
  lines integer not null default 0,
  problems integer not null default 0,
  imported_by uuid not null,
  imported_at timestamptz not null,
  -- Null until all lines are kept and compared: an import that broke off goes on when it is repeated.
  matched_at timestamptz,
  constraint statement_imports_once unique (method, sha256),
  constraint statement_imports_cover_something check (covers_from < covers_until)
);

-- What a payment company says, each line once in whichever files it stands.
create table statement_lines (
  line_id uuid primary key,
  method text not null,
  kind text not null check (kind in ('payment', 'refund', 'fee', 'other')),
  transaction_id text not null check (length(transaction_id) between 1 and 100),
  -- 1, unless one file lists one transaction again.
  occurrence integer not null check (occurrence > 0),
  import_id uuid not null references statement_imports,
  line_no integer not null,
  -- What we had called it, as far as the statement says.
  reference text,
  status text not null check (status in ('succeeded', 'pending', 'failed')),
  amount_minor bigint not null check (amount_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  fee_minor bigint not null check (fee_minor >= 0),
  happened_at timestamptz not null,
  -- The attempt or refund it is about, once known.
  order_id uuid,
  subject_id uuid,
  constraint statement_lines_once unique (method, transaction_id, kind, occurrence),
  constraint statement_lines_have_both check ((order_id is null) = (subject_id is null))
);
create index statement_lines_of_imports on statement_lines (import_id, line_no);
create index statement_lines_of_subjects on statement_lines (subject_id) where subject_id is not null;

-- Lines that could not be read, as they stood in the file.
create table statement_problems (
  import_id uuid not null references statement_imports,
  line_no integer not null,
  problem text not null,
  line text not null,
  primary key (import_id, line_no)
);

-- Each difference once, by what it is about.
create table reconciliation_cases (
  case_id uuid primary key,
  subject text not null,
  method text not null,
  kind text not null check (kind in ('missing-here', 'missing-there', 'amount-differs', 'state-differs', 'duplicate')),
  suggestion text not null,
  sentence text not null,
  line_id uuid references statement_lines,
  order_id uuid,
  subject_id uuid,
  status text not null default 'open' check (status in ('open', 'resolved', 'gone')),
  found_at timestamptz not null default now(),
  closed_at timestamptz,
  resolved_by uuid,
  note text,
  constraint reconciliation_cases_once unique (subject),
  constraint reconciliation_cases_close check ((status = 'open') = (closed_at is null)),
  constraint reconciliation_cases_are_resolved_by_somebody check ((status = 'resolved') = (resolved_by is not null and note is not null))
);
create index reconciliation_cases_open on reconciliation_cases (method, case_id) where status = 'open';

-- Statements know an attempt by its order where they do not know the transaction we know.
create index attempts_by_order_reference on attempts (order_reference);

alter table statement_imports enable row level security;
alter table statement_imports force row level security;
create policy service on statement_imports to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update (lines, problems, matched_at) on statement_imports to {role};
alter table statement_lines enable row level security;
alter table statement_lines force row level security;
create policy service on statement_lines to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update (status, amount_minor, fee_minor, import_id, line_no, order_id, subject_id) on statement_lines to {role};
alter table statement_problems enable row level security;
alter table statement_problems force row level security;
create policy service on statement_problems to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert on statement_problems to {role};
alter table reconciliation_cases enable row level security;
alter table reconciliation_cases force row level security;
create policy service on reconciliation_cases to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update (kind, suggestion, sentence, line_id, order_id, subject_id, status, found_at, closed_at, resolved_by, note) on reconciliation_cases to {role};
