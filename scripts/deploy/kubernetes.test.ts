import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  at,
  exists,
  filesIn,
  listOf,
  processes,
  readDocuments,
  settingName,
  settingsOf,
  texts,
  treeOf,
  type Tree,
} from './reading.ts';
import { mistakesOf } from './schemas/closed.ts';
import { kinds } from './schemas/kubernetes.ts';

const base = 'deploy/kubernetes/base';
const files = filesIn('deploy/kubernetes', '.yaml');
const documents = files.flatMap((file) => readDocuments(file).map((document) => ({ file, document })));

function ofKind(kind: string): Tree[] {
  return documents.flatMap(({ document }) => (document['kind'] === kind ? [document] : []));
}
function mistakes(document: Tree): string[] {
  const schema = kinds[String(document['kind'])];
  return schema === undefined ? ['There is no such kind.'] : mistakesOf(schema, document);
}
function nameOf(document: Tree): string {
  return String(at(document, 'metadata', 'name'));
}

it('every document keeps the schema of its kind, and has a name of its own', () => {
  for (const { file, document } of documents) expect([file, mistakes(document)]).toEqual([file, []]);
  const names = documents.flatMap(({ document }) =>
    document['kind'] === 'Kustomization' ? [] : [`${String(document['kind'])} ${nameOf(document)}`],
  );
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
});

it.each([
  ['a misspelt field', { minReadySecond: 5 }],
  ['text where a number belongs', { minReadySeconds: '5' }],
  ['a strategy that does not exist', { strategy: { type: 'Rolling' } }],
  ['pods that nobody made', { template: { spec: {} } }],
])('the schema of a deployment refuses %s', (_what, wrong) => {
  const [deployment = {}] = ofKind('Deployment');
  expect(mistakes({ ...deployment, spec: { ...treeOf(deployment['spec']), ...wrong } })).not.toEqual([]);
});

it('the schema refuses a kind or version that Kubernetes does not have', () => {
  expect(mistakes({ ...ofKind('Deployment')[0], apiVersion: 'apps/v1beta1' })).not.toEqual([]);
  expect(mistakes({ kind: 'Deploymnet' })).not.toEqual([]);
});

it('every file is listed once by the kustomization beside it, and every listed file is there', () => {
  for (const { file, document } of documents.filter((each) => each.document['kind'] === 'Kustomization')) {
    const listed = texts(document['resources']).map((name) => join(dirname(file), name));
    for (const name of listed) expect(exists(name), name).toBe(true);
    const beside = files.filter((each) => dirname(each) === dirname(file) && each !== file);
    expect(listed.filter((name) => name.endsWith('.yaml')).toSorted()).toEqual(beside);
  }
});

const workloads = [...ofKind('Deployment'), ...ofKind('Job')].map((document) => ({ name: nameOf(document), document }));

describe.each(workloads)('$name', ({ document }) => {
  const pod = at(document, 'spec', 'template', 'spec');
  const container = at(pod, 'containers', 0);

  it('runs as nobody special, on files that it cannot change', () => {
    expect(at(pod, 'securityContext', 'runAsNonRoot')).toBe(true);
    expect(at(pod, 'securityContext', 'seccompProfile', 'type')).toBe('RuntimeDefault');
    expect(at(pod, 'automountServiceAccountToken')).toBe(false);
    expect(at(container, 'securityContext')).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(at(container, 'resources', 'requests', 'cpu')).toBeDefined();
    expect(at(container, 'resources', 'limits', 'memory')).toBeDefined();
  });

  it('is one of our images with a program that is here', () => {
    expect(['safiri', 'safiri-gateway']).toContain(at(container, 'image'));
    const [program, file = ''] = texts(at(container, 'command'));
    if (at(container, 'image') === 'safiri') expect([program, exists(file)]).toEqual(['node', true]);
    const volumes = listOf(at(pod, 'volumes')).map((volume) => at(volume, 'name'));
    for (const mount of listOf(at(container, 'volumeMounts'))) expect(volumes).toContain(at(mount, 'name'));
  });
});

describe.each(ofKind('Deployment').map((document) => ({ name: nameOf(document), document })))(
  '$name',
  ({ name, document }) => {
    const container = at(document, 'spec', 'template', 'spec', 'containers', 0);

    it('is replaced one by one, without ever being fewer, and says when it can work', () => {
      expect(at(document, 'spec', 'strategy')).toEqual({
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
      });
      expect(Number(at(document, 'spec', 'template', 'spec', 'terminationGracePeriodSeconds'))).toBeGreaterThan(10);
      const path = (probe: string): unknown => at(container, probe, 'httpGet', 'path');
      expect([path('startupProbe'), path('livenessProbe'), path('readinessProbe')]).toEqual(
        name === 'gateway' ? [undefined, '/health', '/health'] : ['/health/started', '/health/live', '/health/ready'],
      );
      const ports = listOf(at(container, 'ports')).map((port) => at(port, 'name'));
      for (const probe of ['livenessProbe', 'readinessProbe'])
        expect(ports).toContain(at(container, probe, 'httpGet', 'port'));
    });

    it('has a service, a budget, an autoscaler and rules for its network that mean it', () => {
      const labels = { 'app.kubernetes.io/name': name };
      expect(at(document, 'spec', 'selector', 'matchLabels')).toEqual(labels);
      const find = (kind: string): Tree | undefined => ofKind(kind).find((each) => nameOf(each) === name);
      expect(at(find('Service'), 'spec', 'selector')).toEqual(labels);
      expect(at(find('PodDisruptionBudget'), 'spec')).toEqual({ maxUnavailable: 1, selector: { matchLabels: labels } });
      expect(at(find('HorizontalPodAutoscaler'), 'spec', 'scaleTargetRef', 'name')).toBe(name);
      expect(Number(at(find('HorizontalPodAutoscaler'), 'spec', 'minReplicas'))).toBeGreaterThanOrEqual(2);
      expect(
        ofKind('NetworkPolicy').some((policy) =>
          JSON.stringify(at(policy, 'spec', 'podSelector')).includes(`"${name}"`),
        ),
      ).toBe(true);
    });
  },
);

describe.each(processes)('the process %s', (name) => {
  it('is given settings that it knows, and all that it needs', () => {
    const deployment = ofKind('Deployment').find((each) => nameOf(each) === name);
    const container = at(deployment, 'spec', 'template', 'spec', 'containers', 0);
    const maps = listOf(at(container, 'envFrom')).map((each) => at(each, 'configMapRef', 'name'));
    const shared = ofKind('ConfigMap').filter((each) => maps.includes(nameOf(each)));
    const given = [
      ...shared.flatMap((each) => Object.keys(treeOf(each['data']))),
      ...listOf(at(container, 'env')).map((each) => String(at(each, 'name'))),
    ].map(settingName);
    const { known, required } = settingsOf(name);
    const everybody = new Set(processes.flatMap((each) => [...settingsOf(each).known]));
    expect(given.filter((setting) => !everybody.has(setting))).toEqual([]);
    expect([...required].filter((setting) => !given.includes(setting))).toEqual([]);
    expect(
      listOf(at(container, 'env'))
        .map((each) => settingName(String(at(each, 'name'))))
        .filter((each) => !known.has(each)),
    ).toEqual([]);
  });
});

it('a namespace without rules for its network lets nothing through', () => {
  const [nothing] = ofKind('NetworkPolicy').filter((each) => nameOf(each) === 'nothing');
  expect(nothing?.['spec']).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  expect(exists(`${base}/kustomization.yaml`)).toBe(true);
});
