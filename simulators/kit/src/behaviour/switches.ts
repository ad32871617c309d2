/** Waiting times in simulated seconds. */
export type Delays = {
  /** An ordinary prompt approves itself after this long; 0 leaves it to the person on the company's page. */
  autoApproveSeconds: number;
  promptLifetimeSeconds: number;
  lateAnswerSeconds: number;
  refundSeconds: number;
  /** From the decision to the first callback. */
  callbackSeconds: number;
  /** The same for a callback whose manner is `late`. */
  lateCallbackSeconds: number;
  /** How long an answer takes that is `slow-after-accepting`. */
  slowAnswerSeconds: number;
};

/** What the control API turns for everybody at once: delays, and words of the company by name. */
export type Switches = Delays & { readonly choices: Readonly<Record<string, string>> };

export const delayNames = [
  'autoApproveSeconds',
  'promptLifetimeSeconds',
  'lateAnswerSeconds',
  'refundSeconds',
  'callbackSeconds',
  'lateCallbackSeconds',
  'slowAnswerSeconds',
] as const satisfies readonly (keyof Delays)[];

/** The longest wait a switch or a fault may ask for: a week is more than any test or demonstration needs. */
export const longestDelaySeconds = 7 * 24 * 3600;

export const developmentDelays: Delays = {
  // A newcomer should see the sale succeed while still looking at the screen.
  autoApproveSeconds: 4,
  // MTN gives a payer five minutes.
  promptLifetimeSeconds: 300,
  // Longer than the ten minutes that a hold of seats lives.
  lateAnswerSeconds: 900,
  refundSeconds: 1,
  callbackSeconds: 0,
  // Long after the payer has given up, and the bus may have left.
  lateCallbackSeconds: 3 * 3600,
  // Longer than any caller waits for one request.
  slowAnswerSeconds: 20,
};

/** A number of seconds, or the delay of that name. */
export function delaySeconds(after: number | string, switches: Switches): number {
  if (typeof after === 'number') return after;
  const name = delayNames.find((known) => known === after);
  return name === undefined ? 0 : switches[name];
}

const seconds = { type: 'integer', minimum: 0, maximum: longestDelaySeconds };

/** JSON schema of a change of switches: any of them, nothing else. */
export function switchesPatchSchema(choices: Readonly<Record<string, readonly string[]>>): object {
  return {
    type: 'object',
    additionalProperties: false,
    properties: {
      ...Object.fromEntries(delayNames.map((name) => [name, seconds])),
      promptLifetimeSeconds: { ...seconds, minimum: 1 },
      ...Object.fromEntries(Object.entries(choices).map(([name, words]) => [name, { enum: words }])),
    },
  };
}
