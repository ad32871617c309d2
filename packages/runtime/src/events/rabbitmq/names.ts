import type { ServiceName } from '@safiri/contracts/declaring';

/** Light messages go through one queue, heavy ones through another, which has few in hand at a time. */
export type Weight = 'light' | 'heavy';

/** What everything on a server is called; the first word keeps products apart that share one. */
export type Names = {
  /** Of topics `source.type.weight`. */
  readonly exchange: string;
  queue(service: ServiceName, weight: Weight): string;
  deadLetters(service: ServiceName): string;
  /** The exchange, and the queue behind it, where messages wait so long before they go back to the queue they name. */
  waiting(milliseconds: number): string;
  /** An exchange that carries nothing. Where it is, the service's queues are bound to all they want. */
  readonly hears: (service: ServiceName) => string;
  /** Held by who changes dead letters, as long as they do. */
  readonly redacting: string;
};

export function namesOf(product: string): Names {
  return {
    exchange: product,
    queue: (service, weight) => `${product}.${service}.${weight}`,
    hears: (service) => `${product}.${service}.hears`,
    deadLetters: (service) => `${product}.${service}.dead`,
    waiting: (milliseconds) => `${product}.waiting.${milliseconds}`,
    redacting: `${product}.redacting`,
  };
}

export function topicOf(message: { readonly source: string; readonly type: string; readonly weight: Weight }): string {
  return `${message.source}.${message.type}.${message.weight}`;
}
