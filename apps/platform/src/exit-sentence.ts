import { SettingsError } from '@safiri/runtime';
import { StartRefusal } from '@safiri/runtime/embedded-postgres';

/** What to tell a person for an error they can mend; undefined for a bug, which deserves its stack. */
export function exitSentence(error: unknown): string | undefined {
  if (error instanceof SettingsError || error instanceof StartRefusal) return error.message;
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? error.code : undefined;
  const port = 'port' in error ? String(error.port) : '';
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program. Stop it, or choose another port: PORT=8001 npm start`;
  if (code === 'EACCES' && 'syscall' in error && error.syscall === 'listen')
    return `This user may not open port ${port}. Choose one above 1024: PORT=8000 npm start`;
  if ((code === 'EACCES' || code === 'EROFS' || code === 'EPERM') && 'path' in error)
    return `${String(error.path)} cannot be written. Give this user the right to, or choose another folder: SAFIRI_DATA_DIR=/some/folder npm start`;
  return undefined;
}
