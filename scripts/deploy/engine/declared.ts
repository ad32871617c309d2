import type { Limits } from './control-group.ts';
import type { Image } from './image.ts';

/** A container, as compose.yaml or a manifest of Kubernetes declares it. */
export type Declared = {
  readonly name: string;
  readonly image: Image;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** A name of the image, or numbers as 1000:1000. */
  readonly user: string;
  readonly capabilities: readonly string[];
  /** A first process that hands signals on, as `init: true` asks for. */
  readonly init: boolean;
  readonly volumes: readonly Volume[];
  readonly scratch: readonly Scratch[];
  readonly limits: Limits;
};

/** Files of this machine in a container. */
export type Volume = { readonly source: string; readonly target: string; readonly readOnly: boolean };
/** Files in memory, with options of mount. */
export type Scratch = { readonly target: string; readonly options: string };
