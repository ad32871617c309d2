/** Waiting times in simulated seconds. */
export type Delays = {
  /** An ordinary prompt approves itself after this long; 0 leaves it to the person on the phone page. */
  autoApproveSeconds: number;
  promptLifetimeSeconds: number;
  lateAnswerSeconds: number;
  refundSeconds: number;
  /** From the decision to the first callback. */
  callbackSeconds: number;
};

/** What the control API turns for all numbers at once. */
export type Switches = Delays & {
  /** MTN's schema says object, its live answers say text. */
  reasonShape: 'text' | 'object';
  /** MTN's examples show amounts as bare numbers in places. */
  amountShape: 'text' | 'number';
  callbackMethod: 'PUT' | 'POST';
  /** The older documentation delivers once, the newer one retries. */
  callbackRetries: 'once' | 'retry';
};

export const delayNames = [
  'autoApproveSeconds',
  'promptLifetimeSeconds',
  'lateAnswerSeconds',
  'refundSeconds',
  'callbackSeconds',
] as const;
export type DelayName = (typeof delayNames)[number];

/** The longest wait a switch or a fault may ask for: a week is more than any test or demonstration needs. */
export const longestDelaySeconds = 7 * 24 * 3600;

const seconds = { type: 'integer', minimum: 0, maximum: longestDelaySeconds };

/** JSON schema of a change of switches: any of them, nothing else. */
export const switchesPatchSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    autoApproveSeconds: seconds,
    promptLifetimeSeconds: { ...seconds, minimum: 1 },
    lateAnswerSeconds: seconds,
    refundSeconds: seconds,
    callbackSeconds: seconds,
    reasonShape: { enum: ['text', 'object'] },
    amountShape: { enum: ['text', 'number'] },
    callbackMethod: { enum: ['PUT', 'POST'] },
    callbackRetries: { enum: ['once', 'retry'] },
  },
};
