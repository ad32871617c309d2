/**
 * How many letters have to be put in, left out, replaced or exchanged with their neighbour until what was typed is the
 * beginning of a word of the name, and what follows it. Both folded. No more than `most`, where that is the answer too
 * for anything worse.
 */
export function typingErrors(typed: string, name: string, most: number): number {
  let fewest = most;
  for (let start = 0; start >= 0; start = nextWord(name, start)) {
    // Longer than what was typed with all of its errors says nothing more.
    const beginning = name.slice(start, start + typed.length + most);
    fewest = Math.min(fewest, errorsToBeginning(typed, beginning));
  }
  return fewest;
}

/** The distance of optimal string alignment to the beginning that is nearest. */
function errorsToBeginning(typed: string, name: string): number {
  let before: number[] = [];
  // Row by row of what was typed; letters of the name that nothing was typed for yet cost one each.
  let row = Array.from({ length: name.length + 1 }, (_cell, at) => at);
  for (let index = 1; index <= typed.length; index += 1) {
    const next = [index];
    for (let at = 1; at <= name.length; at += 1) {
      const isSame = typed[index - 1] === name[at - 1];
      let errors = Math.min((row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1, (row[at - 1] ?? 0) + (isSame ? 0 : 1));
      const isExchanged = index > 1 && at > 1 && typed[index - 1] === name[at - 2] && typed[index - 2] === name[at - 1];
      if (isExchanged) errors = Math.min(errors, (before[at - 2] ?? 0) + 1);
      next.push(errors);
    }
    [before, row] = [row, next];
  }
  return Math.min(...row);
}

function nextWord(name: string, from: number): number {
  const space = name.indexOf(' ', from);
  return space < 0 ? -1 : space + 1;
}
