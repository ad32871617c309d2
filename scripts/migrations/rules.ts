/** What a migration may not do, by name, and what to do instead. docs/schema-changes.md explains each. */
export const RULES = {
  unreadable: 'PostgreSQL cannot read this.',
  'drop-column': 'The previous release still reads it: leave the column, and drop it two releases later.',
  'drop-object': 'The previous release still uses it: leave it, and drop it two releases later.',
  'drop-constraint':
    'The previous release may rely on it ("on conflict"): leave it. A check may go, when the same file puts a wider one in its place.',
  'drop-default': 'The previous release leaves the column out when it writes: keep its default.',
  rename: 'The previous release knows it by its old name: add the new one beside it.',
  'change-type':
    'It writes the whole table anew while nobody reads it, and the previous release reads the old type: add a column beside it.',
  'index-locks':
    'Writers wait until it is built: write `create index concurrently` in a file of its own that is named …_concurrently.sql.',
  'index-not-alone':
    'A file named …_concurrently.sql runs in no transaction: it holds one `create index concurrently`, and nothing else holds one.',
  'not-null-without-default': 'The previous release does not write it: give the new column a default.',
  'set-not-null':
    'It reads the whole table while nobody writes, and the previous release may leave the column empty: add a check `not valid`, and validate it in the next file.',
  'default-rewrites':
    'Every row gets a value of its own, so the whole table is written anew while nobody reads it: add the column empty, set the default after it, and fill old rows by a data fix.',
  'constraint-locks':
    'It reads the whole table while nobody writes: add it by `add constraint … not valid`, and validate it in the next file.',
  'unique-locks':
    'It builds an index while nobody writes: build a unique index concurrently, then `add constraint … using index`.',
  'validate-not-alone':
    'The lock of what else this file does to the table is held while all of it is read: validate in a file of its own.',
  'row-security': 'The previous release would no longer see these rows: row security comes with the table.',
  'lock-timeout': 'How long a migration may wait for a lock is decided by who runs it, not by the file.',
  'lock-table': 'A migration takes the locks that its statements need, and holds none besides.',
  'writes-rows':
    'Rows that are there already are changed by a data fix (npm run fix), in batches: one statement would hold all their locks at once.',
  revoke: 'The previous release still needs what it may do now.',
  hidden: 'What `do` does cannot be checked: write its statements out.',
  unknown: 'This check knows no such statement, and so does not know that it is safe: use another, or teach it.',
} as const;

export type Rule = keyof typeof RULES;
