import Type, { type TProperties, type TSchema } from 'typebox';
import { Pod } from './pod.ts';
import { closed, named, oneOf } from './closed.ts';
import { Labels, Name, Port, PortName, Selector } from './kubernetes-words.ts';

/** Of each kind exactly the fields that our manifests use, by the names and kinds of value of Kubernetes' API. */
const Metadata = closed({ name: Name, labels: Type.Optional(Labels) });
function document<const Kind extends string, Fields extends TProperties>(
  apiVersion: string,
  kind: Kind,
  fields: Fields,
) {
  return closed({ apiVersion: Type.Literal(apiVersion), kind: Type.Literal(kind), metadata: Metadata, ...fields });
}

const Template = closed({ metadata: closed({ labels: Labels }), spec: Pod });
const Cidr = Type.String({ pattern: '^[\\d.]+/\\d+$' });
const Peer = closed({
  podSelector: Type.Optional(Selector),
  namespaceSelector: Type.Optional(Selector),
  ipBlock: Type.Optional(closed({ cidr: Cidr, except: Type.Optional(Type.Array(Cidr)) })),
});
const PolicyPorts = Type.Array(closed({ port: Port, protocol: Type.Optional(oneOf('TCP', 'UDP')) }));
const Window = closed({ stabilizationWindowSeconds: Type.Integer({ minimum: 0, maximum: 3_600 }) });
const Percent = Type.Integer({ minimum: 1, maximum: 100 });
const Backend = closed({ service: closed({ name: Name, port: closed({ name: PortName }) }) });

export const ConfigMap = document('v1', 'ConfigMap', { data: named(Type.String()) });

export const Deployment = document('apps/v1', 'Deployment', {
  spec: closed({
    revisionHistoryLimit: Type.Integer({ minimum: 1 }),
    minReadySeconds: Type.Integer({ minimum: 0 }),
    progressDeadlineSeconds: Type.Integer({ minimum: 1 }),
    strategy: closed({
      type: Type.Literal('RollingUpdate'),
      rollingUpdate: closed({ maxUnavailable: Type.Integer({ minimum: 0 }), maxSurge: Type.Integer({ minimum: 1 }) }),
    }),
    selector: Selector,
    template: Template,
  }),
});
export const Job = document('batch/v1', 'Job', {
  spec: closed({
    backoffLimit: Type.Integer({ minimum: 0 }),
    activeDeadlineSeconds: Type.Integer({ minimum: 1 }),
    template: Template,
  }),
});

export const kinds: Readonly<Record<string, TSchema>> = {
  Namespace: document('v1', 'Namespace', {}),
  ConfigMap,
  Service: document('v1', 'Service', {
    spec: closed({
      selector: Labels,
      ports: Type.Array(closed({ name: PortName, port: Port, targetPort: PortName }), { minItems: 1 }),
    }),
  }),
  Deployment,
  Job,
  PodDisruptionBudget: document('policy/v1', 'PodDisruptionBudget', {
    spec: closed({ maxUnavailable: Type.Integer({ minimum: 0 }), selector: Selector }),
  }),
  HorizontalPodAutoscaler: document('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: closed({
      scaleTargetRef: closed({ apiVersion: Type.Literal('apps/v1'), kind: Type.Literal('Deployment'), name: Name }),
      minReplicas: Type.Integer({ minimum: 1 }),
      maxReplicas: Type.Integer({ minimum: 1 }),
      metrics: Type.Array(
        closed({
          type: Type.Literal('Resource'),
          resource: closed({
            name: oneOf('cpu', 'memory'),
            target: closed({ type: Type.Literal('Utilization'), averageUtilization: Percent }),
          }),
        }),
      ),
      behavior: closed({ scaleUp: Window, scaleDown: Window }),
    }),
  }),
  NetworkPolicy: document('networking.k8s.io/v1', 'NetworkPolicy', {
    spec: closed({
      podSelector: Selector,
      policyTypes: Type.Array(oneOf('Ingress', 'Egress')),
      ingress: Type.Optional(
        Type.Array(closed({ from: Type.Optional(Type.Array(Peer)), ports: Type.Optional(PolicyPorts) })),
      ),
      egress: Type.Optional(
        Type.Array(closed({ to: Type.Optional(Type.Array(Peer)), ports: Type.Optional(PolicyPorts) })),
      ),
    }),
  }),
  Ingress: document('networking.k8s.io/v1', 'Ingress', {
    spec: closed({
      tls: Type.Array(closed({ hosts: Type.Array(Type.String()), secretName: Name })),
      rules: Type.Array(
        closed({
          host: Type.String(),
          http: closed({
            paths: Type.Array(closed({ path: Type.String(), pathType: oneOf('Prefix', 'Exact'), backend: Backend })),
          }),
        }),
      ),
    }),
  }),
  Kustomization: closed({
    apiVersion: Type.Literal('kustomize.config.k8s.io/v1beta1'),
    kind: Type.Literal('Kustomization'),
    namespace: Name,
    resources: Type.Array(Type.String(), { minItems: 1 }),
    patches: Type.Optional(
      Type.Array(
        closed({ target: closed({ kind: Type.String(), name: Type.Optional(Type.String()) }), patch: Type.String() }),
      ),
    ),
  }),
};
