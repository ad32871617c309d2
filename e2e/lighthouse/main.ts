/**
 * `npm run lighthouse [-- address]`: Lighthouse's mobile profile on slow 3G over search, results, seat map and ticket, of a
 * product of its own or the one that runs at an address. Prints the medians of three runs; closes with 1 when one is below the bar.
 */
import { pagesForShow } from '../product/pages-for-show.ts';
import { productForShow } from '../product/product-for-show.ts';
import { installLighthouse } from './install.ts';
import { bar, categories, judge, median, type Verdict } from './judge.ts';
import { measure } from './measure.ts';

/** Of each page: what else the machine does moves a score by several points. */
const runs = 3;
/** A ticket's address is a secret that no search engine shall list; that it may not be is no fault of the page. */
const notForTickets = ['is-crawlable'];

const say = (sentence: string) => console.log(sentence);
const program = installLighthouse(say);
const product = await productForShow(process.argv[2]);
try {
  const shown = await pagesForShow(product.address);
  const pages = { search: shown.home, results: shown.results, 'seat map': shown.seats, ticket: shown.ticket };
  let below = 0;
  for (const [name, path] of Object.entries(pages)) {
    const verdicts = await verdictsOn(path, path === shown.ticket ? notForTickets : []);
    if (verdicts.length === 0) {
      say(`${name}: could not be measured`);
      below += 1;
      continue;
    }
    const verdict = median(verdicts);
    const each = verdicts.map(({ scores, benchmarkIndex }) => `${scores.performance} at ${benchmarkIndex}`);
    say(`${name}: ${categories.map((category) => `${category} ${verdict.scores[category]}`).join(', ')}`);
    say(`  performance of each run, and what the processor could do meanwhile (benchmark index): ${each.join(', ')}`);
    for (const complaint of verdict.complaints) say(`  ${complaint}`);
    if (verdict.complaints.length > 0) below += 1;
  }
  say(below === 0 ? `Every score is at least ${bar}.` : `${below} of 4 pages are below ${bar}.`);
  process.exitCode = below === 0 ? 0 : 1;
} finally {
  await product.end();
}

async function verdictsOn(path: string, skipAudits: readonly string[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  // A browser may lose its page where memory is short; that says nothing about the page.
  for (let tried = 0; verdicts.length < runs && tried < 2 * runs; tried += 1) {
    try {
      verdicts.push(judge(await measure({ program, address: product.address + path, skipAudits })));
    } catch (error) {
      say(`  ${path} is tried again: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return verdicts;
}
