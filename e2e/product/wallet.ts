/** The simulated wallet's own levers (simulators/momo/README.md). */
async function pull(simulator: string, lever: string, body: unknown = {}): Promise<void> {
  const response = await fetch(`${simulator}/control/${lever}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  if (!response.ok) throw new Error(`The wallet answered ${response.status}: ${await response.text()}`);
}

/** Time passes for the wallet: answers when all that became due has happened, callbacks included. */
export async function passTime(simulator: string, seconds: number): Promise<void> {
  await pull(simulator, 'clock/advance', { seconds });
}

/** Answers when nothing is due and no callback is on its way. */
export async function untilQuiet(simulator: string): Promise<void> {
  await pull(simulator, 'quiet');
}
