import { chmodSync, chownSync, cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Static } from 'typebox';
import { filesIn, readDocuments } from '../reading.ts';
import { checked } from '../schemas/closed.ts';
import { ConfigMap, Deployment, Job } from '../schemas/kubernetes.ts';
import { bytesOf } from './compose-containers.ts';
import type { Declared, Scratch, Volume } from './declared.ts';
import { ownImage } from './image.ts';

type Pod = Static<typeof Deployment>['spec']['template']['spec'];
type Container = Pod['containers'][number];
export type Probe = NonNullable<Container['readinessProbe']>;

export type Workload = {
  readonly kind: 'Deployment' | 'Job';
  readonly declared: Declared;
  readonly container: Container;
  readonly graceSeconds: number;
};

/** What a pod has for its end unless it says otherwise. */
const defaultGraceSeconds = 30;

/** Pods of all workloads; undefined images are of bases that nothing here can play. Each secret lies in a folder of `secrets`. */
export function readWorkloads(secrets: string, copies: string): Workload[] {
  const documents = filesIn('deploy/kubernetes', '.yaml').flatMap((file) => readDocuments(file));
  const maps = documents.filter(({ kind }) => kind === 'ConfigMap').map((each) => checked(ConfigMap, each));
  const workloads = documents.flatMap((each): Static<typeof Deployment | typeof Job>[] => {
    if (each['kind'] === 'Deployment') return [checked(Deployment, each)];
    return each['kind'] === 'Job' ? [checked(Job, each)] : [];
  });
  return workloads.flatMap(({ kind, metadata, spec }): Workload[] => {
    const pod = spec.template.spec;
    const [container] = pod.containers;
    const image = container === undefined ? undefined : ownImage(container.image.replace(/^safiri-/, ''));
    if (container === undefined || image === undefined) return [];
    const { runAsUser, runAsGroup } = pod.securityContext;
    const declared: Declared = {
      name: metadata.name,
      image,
      command: container.command ?? [],
      environment: environmentOf(container, maps),
      user: `${runAsUser}:${runAsGroup}`,
      capabilities: [],
      init: false,
      volumes: volumesOf(pod, container, { secrets, copies }),
      scratch: [{ target: '/dev/shm', options: 'size=64m' }, ...scratchOf(pod, container)],
      limits: { memoryBytes: bytesOf(container.resources.limits.memory) },
    };
    return [{ kind, declared, container, graceSeconds: pod.terminationGracePeriodSeconds ?? defaultGraceSeconds }];
  });
}

function environmentOf(container: Container, maps: readonly Static<typeof ConfigMap>[]): Record<string, string> {
  const shared = (container.envFrom ?? []).flatMap((each) =>
    'configMapRef' in each ? maps.filter(({ metadata }) => metadata.name === each.configMapRef.name) : [],
  );
  const own = (container.env ?? []).map(({ name, value }) => [name, value]);
  return { ...Object.assign({}, ...shared.map(({ data }) => data)), ...Object.fromEntries(own) };
}

/** Files of a secret as a pod sees them: of its group, with the rights that are declared. */
function volumesOf(
  pod: Pod,
  container: Container,
  { secrets, copies }: { readonly secrets: string; readonly copies: string },
): Volume[] {
  return container.volumeMounts.flatMap(({ name, mountPath, readOnly = false }) => {
    const volume = pod.volumes.find((each) => each.name === name);
    if (volume === undefined || !('secret' in volume)) return [];
    const { secretName, defaultMode } = volume.secret;
    const source = join(copies, secretName);
    cpSync(join(secrets, secretName.replace(/^safiri-/, '')), source, { recursive: true });
    for (const file of readdirSync(source)) {
      chownSync(join(source, file), 0, pod.securityContext.fsGroup);
      chmodSync(join(source, file), defaultMode);
    }
    return [{ source, target: mountPath, readOnly }];
  });
}

function scratchOf(pod: Pod, container: Container): Scratch[] {
  return container.volumeMounts.flatMap(({ name, mountPath }) => {
    const volume = pod.volumes.find((each) => each.name === name);
    if (volume === undefined || !('emptyDir' in volume)) return [];
    const { fsGroup } = pod.securityContext;
    return [{ target: mountPath, options: `size=${bytesOf(volume.emptyDir.sizeLimit)},mode=2777,gid=${fsGroup}` }];
  });
}
