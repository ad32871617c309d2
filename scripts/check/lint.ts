import { runTool } from '../tools.ts';

type Diagnostic = { file: string; line: number; rule: string; message: string; help: string };

/** What oxlint refuses, by its own rules and by those of scripts/lint. */
export async function lintRefusals(): Promise<string[]> {
  const { exitCode, output } = await runTool('oxlint', { args: ['--format=json', '--deny-warnings'] });
  const diagnostics = parseDiagnostics(output);
  // No list: the configuration itself is wrong, and oxlint says how.
  if (diagnostics === undefined) return [output.trim()];
  const sentences = diagnostics
    .toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line)
    .map(
      ({ file, line, rule, message, help }) => `${file}:${line} [${rule}] ${[message, help].filter(Boolean).join(' ')}`,
    );
  return sentences.length === 0 && exitCode !== 0 ? [output.trim()] : sentences;
}

function parseDiagnostics(output: string): Diagnostic[] | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(output);
  } catch {
    return undefined;
  }
  if (!isObject(answer) || !Array.isArray(answer['diagnostics'])) return undefined;
  return answer['diagnostics'].filter(isObject).map((each) => ({
    file: textOf(each['filename']),
    line: lineOf(each['labels']),
    rule: textOf(each['code']).replace(/^(?<plugin>[\w-]+)\((?<rule>[\w-]+)\)$/, '$<plugin>/$<rule>'),
    message: textOf(each['message']),
    help: textOf(each['help']),
  }));
}

/** Of the first place it points at; a file as a whole has line 1. */
function lineOf(labels: unknown): number {
  const first: unknown = Array.isArray(labels) ? labels[0] : undefined;
  const span = isObject(first) ? first['span'] : undefined;
  const line = isObject(span) ? span['line'] : undefined;
  return typeof line === 'number' ? line : 1;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
