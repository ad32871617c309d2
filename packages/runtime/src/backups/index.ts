export { ensureBackupKey, readBackupKey } from './backup-key.ts';
export { archiveSettings, listBackups, type BackupPlaces, type Manifest } from './backup-places.ts';
export { takeBackup } from './take-backup.ts';
export { restoreLimitMilliseconds, untilRecovered } from './until-recovered.ts';
export { chooseBackup, unpackBackup, unsealFile } from './unpack-backup.ts';
export { verifyBackups, type Verified } from './verify-backups.ts';
