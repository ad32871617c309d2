import type { EventStream } from './event-stream.ts';

/**
 * OpenAPI 3.1 has no words for a stream. Each event is described as what a reader of server-sent events has in hand: name,
 * id, and data as a JSON text, whose schema JSON Schema calls contentSchema.
 */
export function streamContent(stream: EventStream): Record<string, unknown> {
  const events = Object.entries(stream.events).map(([name, data]) => ({
    type: 'object',
    properties: {
      event: { const: name },
      id: { type: 'string' },
      data: { type: 'string', contentMediaType: 'application/json', contentSchema: data },
    },
    required: ['event', 'data'],
  }));
  return { 'text/event-stream': { schema: { type: 'array', items: { anyOf: events } } } };
}

export const lastEventId = {
  name: 'Last-Event-ID',
  in: 'header',
  required: false,
  schema: { type: 'string' },
  description: 'The id of the last event one has; browsers send it by themselves when they connect again',
};
