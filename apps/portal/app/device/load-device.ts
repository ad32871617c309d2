import type { OutputOf } from '@safiri/contracts';
import { getPairedDevice, listTrips } from '@safiri/contracts';
import type { Prover } from '@safiri/client';
import type { MessageKey } from '../messages/en.ts';
import type { Scanner } from '../scan/load-scan.server.ts';
import { viewTripChoice, type TripChoice } from '../scan/trip-choice.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { asDevice, asPerson, findProver } from './device-calls.ts';
import { forget, recall } from './device-store.ts';
import type { Words } from './words.ts';

type Present = OutputOf<typeof getPairedDevice>;

/** What the page of a device shows, by how far it is. */
export type DeviceView =
  | { readonly step: 'pair'; readonly wasPaired: boolean }
  | { readonly step: 'locked' }
  | { readonly step: 'failed'; readonly problem: MessageKey }
  | { readonly step: 'person'; readonly deviceName: string; readonly people: Present['people'] }
  | { readonly step: 'choose'; readonly name: string; readonly choice: TripChoice }
  | { readonly step: 'scan'; readonly name: string; readonly scanner: Scanner };

/** `loadScanner` has the server's part of the page of one trip, which is public. */
export async function loadDevice(
  query: URLSearchParams,
  loadScanner: () => Promise<Scanner | null>,
): Promise<DeviceView> {
  const prover = await findProver();
  if (prover === undefined) return { step: 'pair', wasPaired: false };
  const shift = await recall('shift');
  if (shift === undefined) return await loadPeople(prover);
  const { name } = shift;
  if (query.has('trip')) {
    const scanner = await loadScanner();
    if (scanner !== null) return { step: 'scan', name, scanner };
  }
  return await loadTrips(prover, query, { name, companyId: shift.companyId });
}

async function loadPeople(prover: Prover): Promise<DeviceView> {
  const present = await asDevice(prover)(getPairedDevice, {});
  if (present.ok) return { step: 'person', deviceName: present.value.device.name, people: present.value.people };
  if (present.code === 'DEVICE_LOCKED') return { step: 'locked' };
  if (present.code === 'DEVICE_NOT_PAIRED') return { step: 'pair', wasPaired: true };
  return { step: 'failed', problem: messageOfRefusal(present.code) };
}

async function loadTrips(
  prover: Prover,
  query: URLSearchParams,
  { name, companyId }: { readonly name: string; readonly companyId: string },
): Promise<DeviceView> {
  const date = query.get('date');
  const { day } = await readWords({ company: companyId, ...(date === null ? {} : { date }) }, []);
  const after = Number(query.get('after') ?? Number.NaN);
  const answer = await asPerson(prover)(listTrips, {
    params: { companyId },
    query: { serviceDate: day.date, ...(Number.isSafeInteger(after) ? { after } : {}) },
  });
  if (!answer.ok && answer.code === 'UNAUTHENTICATED') {
    await forget('shift');
    return await loadPeople(prover);
  }
  if (!answer.ok) return { step: 'failed', problem: messageOfRefusal(answer.code) };
  const departures = answer.value.trips.map((trip) => trip.departsAt);
  const { times } = await readWords({ company: companyId }, departures);
  return { step: 'choose', name, choice: viewTripChoice(day, answer.value, times) };
}

/** Dates and times as the website writes them. */
export async function readWords(query: Record<string, string>, instants: readonly string[]): Promise<Words> {
  const asked = new URLSearchParams([...Object.entries(query), ...instants.map((at): [string, string] => ['at', at])]);
  const response = await fetch(`/device/words?${asked.toString()}`);
  if (!response.ok) throw new Error(`/device/words answered ${response.status}`);
  return (await response.json()) as Words;
}
