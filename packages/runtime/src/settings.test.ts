import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { readSettings, SettingsError } from './settings.ts';

const Settings = Type.Object({
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 8000, description: 'port of the website' }),
  MODE: Type.Union([Type.Literal('development'), Type.Literal('production')], { default: 'development' }),
  SECRET: Type.String({ minLength: 16, description: 'what only we know' }),
  QUIET: Type.Boolean({ default: false }),
  RATIO: Type.Optional(Type.Number()),
  ADDRESS: Type.Optional(Type.String({ pattern: '^https?://' })),
});
const SECRET = 'sixteen letters!';

function problems(environment: Record<string, string>, schema: Type.TObject = Settings): readonly string[] {
  try {
    readSettings(schema, environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

describe('settings', () => {
  it('may be what a file says, as secrets are handed over; a file that cannot be read is named', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'safiri-settings-'));
    const file = path.join(folder, 'secret');
    await writeFile(file, `${SECRET}\n`);
    expect(readSettings(Settings, { SECRET_FILE: file }).SECRET).toBe(SECRET);
    expect(readSettings(Settings, { SECRET, SECRET_FILE: '/nowhere' }).SECRET).toBe(SECRET);
    await rm(folder, { recursive: true });
    expect(problems({ SECRET_FILE: file })).toEqual([`SECRET_FILE names a file that cannot be read: ${file}`]);
  });

  it('have their defaults where nothing, or an empty text, is given; what is no setting is left alone', () => {
    const expected = { PORT: 8000, MODE: 'development', SECRET, QUIET: false };
    expect(readSettings(Settings, { SECRET })).toEqual(expected);
    expect(readSettings(Settings, { SECRET, PORT: '', ADDRESS: '', PATH: '/bin', RATIO: undefined })).toEqual(expected);
  });

  it('are read as their types', () => {
    const given = { SECRET, PORT: '0', MODE: 'production', QUIET: 'true', RATIO: '-0.5', ADDRESS: 'http://x' };
    expect(readSettings(Settings, given)).toEqual({ ...given, PORT: 0, QUIET: true, RATIO: -0.5 });
  });

  it('tell all mistakes together, in their order, with what each is for and never its value', () => {
    expect(
      problems({ PORT: 'eighty', MODE: 'prod', SECRET: 'hunter2', QUIET: 'yes', RATIO: 'half', ADDRESS: 'ftp://x' }),
    ).toEqual([
      'PORT must be integer (port of the website)',
      'MODE must be one of: development, production',
      'SECRET must not have fewer than 16 characters (what only we know)',
      'QUIET must be boolean',
      'RATIO must be number',
      'ADDRESS must match pattern "^https?://"',
    ]);
    expect(problems({})).toEqual(['SECRET is missing (what only we know)']);
  });

  it('tell all mistakes, however many', () => {
    const names = Array.from({ length: 40 }, (_, n) => `NUMBER_${n}`);
    const many = Type.Object(Object.fromEntries(names.map((name) => [name, Type.Integer()])));
    const wrong = Object.fromEntries(names.map((name, n) => [name, n % 2 === 0 ? 'x' : '']));
    expect(problems(wrong, many)).toHaveLength(names.length);
  });

  it.each(['80.5', '0x50', '8e3', ' 80', '80 ', '+80', '080', 'true', '-1', '65536', 'Infinity'])(
    'do not guess what a number may mean: %j',
    (PORT) => {
      expect(problems({ SECRET, PORT })).toHaveLength(1);
    },
  );

  it('that cannot be used make one message for whoever starts the program', () => {
    expect(() => readSettings(Settings, {})).toThrow(
      'These settings cannot be used:\n  - SECRET is missing (what only we know)',
    );
  });
});
