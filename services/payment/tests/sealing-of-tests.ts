/** Keys as a process of the product has them. */
export const sealingOfTests = {
  KEY_ENCRYPTION_KEY: Buffer.alloc(32, 3).toString('base64'),
  PAYLOAD_ENCRYPTION: 'on',
  PAYLOAD_KEY_GENERATION: 1,
} as const;
