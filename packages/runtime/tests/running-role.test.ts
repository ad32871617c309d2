import { inject, it, expect } from 'vitest';
import { openTestbed } from '@safiri/testkit';
import { connect } from '../src/index.ts';
import { refuseOtherRole } from '../src/process/running-role.ts';

it('a process takes its running role, and neither that of another service nor a superuser', async () => {
  const bed = await openTestbed({ service: 'qr', postgres: inject('postgres') });
  try {
    await refuseOtherRole(bed.deps.db);
    const connectAs = (role: string) => {
      const url = new URL(bed.deps.db.connectionString);
      url.username = role;
      return connect({ connectionString: url.href, schema: 'qr' });
    };
    for (const role of ['postgres', 'safiri_company']) {
      const db = connectAs(role);
      await expect(refuseOtherRole(db)).rejects.toThrow(`connects as ${role}; it has to be safiri_qr`);
      await db.close();
    }
  } finally {
    await bed.close();
  }
});
