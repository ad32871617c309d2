import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulatorSettings } from '../context.ts';
import type { Simulator } from '../create-simulator.ts';

type ForTest = Pick<SimulatorSettings, 'port' | 'speed' | 'log' | 'dataFolder'>;

/** A simulator on a folder of its own, or on a given one, whose clock stands still until a test moves it. */
export async function openForTest(create: (settings: ForTest) => Simulator, dataFolder?: string) {
  const folder = dataFolder ?? mkdtempSync(join(tmpdir(), 'simulator-'));
  const simulator = create({ port: 0, speed: 0, log: 'silent', dataFolder: folder });
  return {
    folder,
    simulator,
    address: await simulator.listen(),
    dispose: async (): Promise<void> => {
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
