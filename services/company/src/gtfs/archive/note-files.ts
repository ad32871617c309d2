import type { Reading } from '../table/reading.ts';
import { fileUse } from './known-files.ts';

/** Tells the feed's author which of the files have no effect here. */
export function noteFiles({ archive, log }: Reading): void {
  for (const file of archive.files) {
    const use = fileUse(file);
    if (use === 'read') continue;
    const isUnknown = use === 'unknown';
    log.add({
      severity: 'info',
      code: isUnknown ? 'unknown_file' : 'file_not_used',
      file,
      line: null,
      field: null,
      value: null,
      expected: isUnknown
        ? 'A file of the specification; this one is not read.'
        : 'Nothing else: this file has no effect yet.',
      refuses: 'nothing',
    });
  }
}
