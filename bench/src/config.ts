/** What a program needs to run at all, and nothing that would set it up differently on one machine than on another. */
const passedOn = ['PATH', 'HOME', 'TMPDIR', 'SystemRoot'];

/** The environment of a program started here: its own settings on top of the bare necessities. */
export function environmentOf(own: Readonly<Record<string, string>>): Record<string, string> {
  const kept = passedOn.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), ...own };
}

/** Folders in which the shell would look for a program. */
export function programFolders(): string[] {
  return (process.env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
}
