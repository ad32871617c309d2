import type { Reader, Writer } from '../books/open-books.ts';
import { text } from '../books/rows.ts';
import { delayNames, type Switches } from './switches.ts';

/** More than any company has. */
const switchLimit = 100;

/** The switches as they stand: what the control API set, else what the settings say. */
export function getSwitches(reader: Reader, settings: Switches): Switches {
  const rows = reader.list('select name, value from switches order by name limit ?', switchLimit);
  const set = new Map(rows.map((row) => [text(row, 'name'), text(row, 'value')]));
  const switches = { ...settings };
  for (const name of delayNames) switches[name] = Number(set.get(name) ?? settings[name]);
  const choices = Object.entries(settings.choices).map(([name, word]) => [name, set.get(name) ?? word] as const);
  return { ...switches, choices: Object.fromEntries(choices) };
}

/** Turns the named switches and leaves the others. */
export function changeSwitches(tx: Writer, patch: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(patch))
    tx.run('insert or replace into switches (name, value) values (?, ?)', name, String(value));
}

/** Gives every switch back to the settings. */
export function resetSwitches(tx: Writer): void {
  tx.run('delete from switches');
}
