import Type, { type Static } from 'typebox';

/** Where a process tells how it does. Left alone, it traces nothing and measures nothing. */
export const telemetrySettings = {
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(
    Type.String({
      pattern: '^https?://',
      description:
        'an OpenTelemetry collector that takes spans by OTLP over HTTP, as http://127.0.0.1:4318; left out, nothing is traced',
    }),
  ),
  OTEL_TRACES_SAMPLER_ARG: Type.Number({
    minimum: 0,
    maximum: 1,
    default: 0.1,
    description:
      'which share of all requests is recorded, the same in all processes; messages of recorded ones are handled one by one, so 1 is for quiet days',
  }),
  METRICS_PORT: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 65_535,
      description: 'port on which Prometheus reads /metrics; left out, nothing is measured',
    }),
  ),
  METRICS_HOST: Type.String({
    minLength: 1,
    default: '127.0.0.1',
    description: 'address of that port, inside the private network: nobody is asked who they are there',
  }),
};
const TelemetrySettings = Type.Object(telemetrySettings);
export type TelemetrySettings = Static<typeof TelemetrySettings>;
