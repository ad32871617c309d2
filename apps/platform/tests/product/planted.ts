/** What was planted of a tenant: the values that operations ask for by name, and texts that nobody else may ever read. */
export type Facts = {
  /** Values by the name of the member that asks for them; "operation.name" and "service.name" go before. Undefined: left out. */
  plant(values: Readonly<Record<string, unknown>>): void;
  /** The same for what opens a door to whoever knows it, like the secret of a link: strangers never send it. */
  hide(values: Readonly<Record<string, unknown>>): void;
  /** Texts that answers to strangers must not contain, whatever the case of their letters. */
  secret(...texts: readonly string[]): void;
  find(operation: { readonly id: string; readonly service: string }, name: string): Found | undefined;
  readonly secrets: ReadonlySet<string>;
};

export type Found = { readonly value: unknown; readonly hidden: boolean };

export function createFacts(): Facts {
  const found = new Map<string, Found>();
  const secrets = new Set<string>();
  return {
    plant: (values) => {
      for (const [name, value] of Object.entries(values)) found.set(name, { value, hidden: false });
    },
    hide: (values) => {
      for (const [name, value] of Object.entries(values)) {
        found.set(name, { value, hidden: true });
        secrets.add(String(value).toLowerCase());
      }
    },
    secret: (...texts) => {
      for (const text of texts) secrets.add(text.toLowerCase());
    },
    find: ({ id, service }, name) => found.get(`${id}.${name}`) ?? found.get(`${service}.${name}`) ?? found.get(name),
    secrets,
  };
}
