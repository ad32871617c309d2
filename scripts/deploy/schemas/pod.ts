import Type from 'typebox';
import { closed, oneOf } from './closed.ts';
import { Name, Port, PortName, Quantity, Selector } from './kubernetes-words.ts';

const Seconds = Type.Integer({ minimum: 1 });
const Path = Type.String({ pattern: '^/' });
const UserId = Type.Integer({ minimum: 1 });

const Probe = closed({
  httpGet: closed({ path: Path, port: PortName }),
  periodSeconds: Seconds,
  timeoutSeconds: Type.Optional(Seconds),
  failureThreshold: Type.Integer({ minimum: 1 }),
});

const Container = closed({
  name: Name,
  image: Type.String({ minLength: 1 }),
  command: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
  envFrom: Type.Optional(
    Type.Array(
      Type.Union([
        closed({ configMapRef: closed({ name: Name }) }),
        closed({ secretRef: closed({ name: Name, optional: Type.Literal(true) }) }),
      ]),
    ),
  ),
  env: Type.Optional(Type.Array(closed({ name: Type.String({ pattern: '^[A-Z][A-Z0-9_]*$' }), value: Type.String() }))),
  ports: Type.Optional(Type.Array(closed({ name: PortName, containerPort: Port }))),
  startupProbe: Type.Optional(Probe),
  livenessProbe: Type.Optional(Probe),
  readinessProbe: Type.Optional(Probe),
  lifecycle: Type.Optional(
    closed({ preStop: closed({ exec: closed({ command: Type.Array(Type.String(), { minItems: 1 }) }) }) }),
  ),
  resources: closed({
    requests: closed({ cpu: Quantity, memory: Quantity }),
    // No limit of processors: a process that is throttled is slow while others idle.
    limits: closed({ memory: Quantity }),
  }),
  securityContext: closed({
    allowPrivilegeEscalation: Type.Literal(false),
    readOnlyRootFilesystem: Type.Literal(true),
    capabilities: closed({ drop: Type.Array(Type.String()) }),
  }),
  volumeMounts: Type.Array(closed({ name: Name, mountPath: Path, readOnly: Type.Optional(Type.Boolean()) })),
});

const Volume = Type.Union([
  closed({ name: Name, emptyDir: closed({ sizeLimit: Quantity }) }),
  // YAML writes rights of files in octal: 0440 is 288.
  closed({
    name: Name,
    secret: closed({ secretName: Name, defaultMode: Type.Integer({ minimum: 0, maximum: 0o777 }) }),
  }),
]);

export const Pod = closed({
  restartPolicy: Type.Optional(oneOf('Always', 'OnFailure', 'Never')),
  automountServiceAccountToken: Type.Boolean(),
  securityContext: closed({
    runAsNonRoot: Type.Literal(true),
    runAsUser: UserId,
    runAsGroup: UserId,
    fsGroup: UserId,
    seccompProfile: closed({ type: Type.Literal('RuntimeDefault') }),
  }),
  terminationGracePeriodSeconds: Type.Optional(Seconds),
  topologySpreadConstraints: Type.Optional(
    Type.Array(
      closed({
        maxSkew: Type.Integer({ minimum: 1 }),
        topologyKey: Type.String(),
        whenUnsatisfiable: oneOf('ScheduleAnyway', 'DoNotSchedule'),
        labelSelector: Selector,
      }),
    ),
  ),
  containers: Type.Array(Container, { minItems: 1, maxItems: 1 }),
  volumes: Type.Array(Volume),
});
