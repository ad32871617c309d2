import Type from 'typebox';
import { closed, named, oneOf } from './closed.ts';

/** A DNS label, as most names are. */
export const Name = Type.String({ pattern: '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$', maxLength: 63 });
export const PortName = Type.String({ pattern: '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$', maxLength: 15 });
export const Port = Type.Integer({ minimum: 1, maximum: 65_535 });
export const Labels = named(Type.String({ pattern: '^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$', maxLength: 63 }));

export const Selector = closed({
  matchLabels: Type.Optional(Labels),
  matchExpressions: Type.Optional(
    Type.Array(closed({ key: Type.String(), operator: oneOf('In', 'NotIn'), values: Type.Array(Type.String()) })),
  ),
});
/** Bytes or thousandths of a processor. */
export const Quantity = Type.String({ pattern: '^\\d+(m|Ki|Mi|Gi)?$' });
