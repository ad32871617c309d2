import Type, { type Static } from 'typebox';

/** Settings of every service that keeps something encrypted or takes sealed bodies. */
export const sealingSettings = {
  KEY_ENCRYPTION_KEY: Type.String({
    minLength: 44,
    maxLength: 44,
    description:
      '32 bytes in base64 that encrypt private keys and account numbers at rest, and make the keys of bodies',
  }),
  PAYLOAD_ENCRYPTION: Type.Union([Type.Literal('on'), Type.Literal('off')], {
    default: 'on',
    description: 'off takes plain bodies alone, over TLS, and refuses sealed ones',
  }),
  PAYLOAD_KEY_GENERATION: Type.Integer({
    minimum: 1,
    maximum: 1_000_000,
    default: 1,
    description: 'raised by one, it replaces at once all keys that bodies are sealed to',
  }),
};
const SealingSettings = Type.Object(sealingSettings);
export type SealingSettings = Static<typeof SealingSettings>;
