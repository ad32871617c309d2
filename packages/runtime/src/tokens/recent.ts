/** Values found lately, by their key: at most `most`, of which the half asked for longest ago goes at once. */
export type Recent<Value> = {
  find(key: string): Value | undefined;
  remember(key: string, value: Value): void;
};

/**
 * Two generations: what is found in the older one moves to the younger, and a full younger one becomes the older. No order
 * is kept and nothing is searched, so it costs a look-up however many there are; and it is never empty all of a sudden.
 */
export function recent<Value>(most: number): Recent<Value> {
  let younger = new Map<string, Value>();
  let older = new Map<string, Value>();
  const remember = (key: string, value: Value): void => {
    if (younger.size >= most / 2) {
      older = younger;
      younger = new Map();
    }
    younger.set(key, value);
  };
  return {
    find: (key) => {
      const found = younger.get(key);
      if (found !== undefined) return found;
      const foundOlder = older.get(key);
      if (foundOlder !== undefined) remember(key, foundOlder);
      return foundOlder;
    },
    remember,
  };
}
